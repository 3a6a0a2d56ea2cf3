import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../setup/prepare.mjs';
import { startOver } from './start-over.mjs';

const directory = mkdtempSync(join(tmpdir(), 'start over-'));
const kekFile = join(directory, 'kek');
const apiKeyFile = join(directory, 'first-api-key');
beforeEach(() => {
  for (const file of [kekFile, apiKeyFile]) writeFileSync(file, 'secret');
});
afterAll(() => rmSync(directory, { recursive: true }));

describe('startOver', () => {
  it('keeps both secrets of a database that stays, and says why in one sentence', () => {
    const asking = () => startOver({ kekFile, apiKeyFile, databaseIsGiven: true });
    expect(asking).toThrow(Fault);
    expect(asking).toThrow(/^--fresh cannot empty the database that DATABASE_URL gives[^\n]*\.$/);
    expect([kekFile, apiKeyFile].map(existsSync)).toEqual([true, true]);
  });

  it('removes both where the database goes too', () => {
    startOver({ kekFile, apiKeyFile, databaseIsGiven: false });
    expect([kekFile, apiKeyFile].map(existsSync)).toEqual([false, false]);
  });

  it('finds nothing wrong with a first run', () => {
    for (const file of [kekFile, apiKeyFile]) rmSync(file);
    expect(() => startOver({ kekFile, apiKeyFile, databaseIsGiven: false })).not.toThrow();
  });
});
