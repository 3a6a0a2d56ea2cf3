import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readKeyRing } from './read-key-ring.js';

const directory = mkdtempSync(join(tmpdir(), 'key-ring-'));
afterAll(() => rmSync(directory, { recursive: true }));

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const [A, B, C] = [key(1), key(2), key(3)];
let files = 0;
const fileWith = (text: string) => {
  files += 1;
  const file = join(directory, String(files));
  writeFileSync(file, text);
  return file;
};
const idsOf = (env: Record<string, string>) => readKeyRing(env).ring?.ids;
const idOf = (one: string) => idsOf({ BRIDGE_KEK: one })?.[0];

describe('readKeyRing', () => {
  it('takes BRIDGE_KEK where a file is named too, and does not look at the file', () => {
    expect(idsOf({ BRIDGE_KEK: A, BRIDGE_KEK_FILE: fileWith(B) })).toEqual([idOf(A)]);
    expect(idsOf({ BRIDGE_KEK: A, BRIDGE_KEK_FILE: join(directory, 'gone') })).toEqual([idOf(A)]);
  });

  it.each<[string, string]>([
    ['lines', `${A}\n${B}\n${C}\n`],
    ['lines that end with CR LF', `${A}\r\n${B}\r\n${C}\r\n`],
    ['commas', `${A},${B},${C}`],
    ['commas and blanks', ` ${A} , ${B},\n\n${C},`],
  ])('reads a file with %s, the newest first', (_, text) => {
    const { ring } = readKeyRing({ BRIDGE_KEK_FILE: fileWith(text) });
    expect(ring?.ids).toEqual([idOf(A), idOf(B), idOf(C)]);
    expect(ring?.newest).toBe(idOf(A));
  });

  it('holds a key that is given twice once, where it comes first', () => {
    expect(idsOf({ BRIDGE_KEK: `${B},${A},${B}` })).toEqual([idOf(B), idOf(A)]);
  });

  it.each<[string, Record<string, string>, string]>([
    ['neither', {}, 'BRIDGE_KEK or BRIDGE_KEK_FILE must give the key that seals secrets'],
    ['a file without a key', { BRIDGE_KEK_FILE: fileWith('\r\n') }, 'BRIDGE_KEK holds no key.'],
    ['a directory', { BRIDGE_KEK_FILE: directory }, 'cannot be read (EISDIR)'],
    ['a short key', { BRIDGE_KEK: `${A},c2hvcnQ=` }, 'key 2 is not 32 bytes in base64'],
    ['a key in hex', { BRIDGE_KEK: 'ab'.repeat(32) }, 'key 1 is not 32 bytes in base64'],
  ])('says what is wrong with %s, and not with which text', (_, env, fault) => {
    const { ring, faults } = readKeyRing(env);
    expect(ring).toBeUndefined();
    expect(faults).toEqual([expect.stringContaining(fault)]);
    expect(faults.join()).not.toMatch(/c2hvcnQ|abab/);
  });
});
