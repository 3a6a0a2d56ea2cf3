import { lockfileDifference } from './install.mjs';

const locked = {
  '': {},
  'libs/wms': { version: '0.1.0' },
  'node_modules/@joor-bridge/wms': { link: true },
  'node_modules/pg': { version: '8.23.1' },
  'node_modules/fsevents': { version: '2.3.3', optional: true },
};
const installed = {
  'node_modules/@joor-bridge/wms': { link: true },
  'node_modules/pg': { version: '8.23.1' },
};

describe('lockfileDifference', () => {
  it('finds none when every package is there at its version', () => {
    expect(lockfileDifference(locked, installed)).toBeNull();
  });

  it('does not miss an optional package of another platform', () => {
    expect(
      lockfileDifference({ 'node_modules/fsevents': { version: '2.3.3', optional: true } }, {}),
    ).toBeNull();
  });

  it('names a package at another version', () => {
    const older = { ...installed, 'node_modules/pg': { version: '8.0.0' } };
    expect(lockfileDifference(locked, older)).toBe('node_modules/pg is 8.0.0 instead of 8.23.1');
  });

  it('names a new workspace package that is not linked yet', () => {
    const { 'node_modules/@joor-bridge/wms': _, ...without } = installed;
    expect(lockfileDifference(locked, without)).toBe('node_modules/@joor-bridge/wms is missing');
  });
});
