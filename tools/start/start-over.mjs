import { rmSync } from 'node:fs';
import { Fault } from '../setup/prepare.mjs';

/**
 * Removes the secrets of earlier runs, where the database that holds what they open goes too. A database that was
 * given by its address stays, and so does the key: without it no credential in there could be opened again.
 *
 * @param {{ kekFile: string, apiKeyFile: string, databaseIsGiven: boolean }} what
 * @throws {Fault} when the database stays
 */
export function startOver({ kekFile, apiKeyFile, databaseIsGiven }) {
  if (databaseIsGiven) {
    throw new Fault(
      `--fresh cannot empty the database that DATABASE_URL gives, whose credentials only the key in ${kekFile} opens: leave --fresh out, or give an empty database and another --data.`,
    );
  }
  for (const file of [kekFile, apiKeyFile]) rmSync(file, { force: true });
}
