import { residentMb, sumOfTree } from './memory.mjs';

const TABLE = `
  1 0 1024
 10 1 2048
 30 20 4096
 20 10 8192
 40 1 1048576
`;

describe('sumOfTree', () => {
  it('counts the processes and all their descendants once, whatever the order of the table', () => {
    expect(sumOfTree(TABLE, [10, 20])).toBe(14);
  });

  it('counts nothing of a process that is gone', () => {
    expect(sumOfTree(TABLE, [99])).toBe(0);
  });
});

describe('residentMb', () => {
  it('finds this process', () => {
    expect(residentMb([process.pid])).toBeGreaterThan(20);
  });
});
