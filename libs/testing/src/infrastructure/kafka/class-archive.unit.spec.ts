import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromClassArchive, withClassArchive } from './class-archive.js';

let place = '';
let jars = '';
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'class archive-'));
  jars = join(place, 'libs');
});
afterEach(() => rmSync(place, { recursive: true }));

/** What Java does at its end when told to leave its classes. */
const leave = async ([flag = '']: readonly string[]) =>
  writeFileSync(flag.replace('-XX:ArchiveClassesAtExit=', ''), 'classes');
const archive = () => join(place, 'classes.jsa');

it('lets the first run leave its classes, whole, and the others start from them', async () => {
  expect(fromClassArchive(jars)).toEqual([]);
  await withClassArchive(jars, async (flags) => {
    await leave(flags);
    expect(existsSync(archive())).toBe(false);
  });
  expect(readFileSync(archive(), 'utf8')).toBe('classes');
  expect(readdirSync(place)).toEqual(['classes.jsa']);
  const flags = [`-XX:SharedArchiveFile=${archive()}`];
  expect(fromClassArchive(jars)).toEqual(flags);
  await withClassArchive(jars, async (given) => expect(given).toEqual(flags));
});

it('goes on without where Java leaves nothing', async () => {
  await withClassArchive(jars, async () => undefined);
  expect(readdirSync(place)).toEqual([]);
});

it('keeps nothing of a run that failed', async () => {
  const failing = withClassArchive(jars, async () => {
    throw new Error('no space left');
  });
  await expect(failing).rejects.toThrow('no space left');
  expect(fromClassArchive(jars)).toEqual([]);
});

it('lets several runs leave theirs at the same time', async () => {
  await Promise.all([withClassArchive(jars, leave), withClassArchive(jars, leave)]);
  expect(readdirSync(place)).toEqual(['classes.jsa']);
});
