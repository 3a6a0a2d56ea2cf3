import { chmod, writeFile } from 'node:fs/promises';
import type { Log } from '@joor-bridge/service-kit';
import type { DataSource } from 'typeorm';
import { ApiKey } from './api-key.entity.js';
import { addApiKey } from './api-keys.js';

export interface FirstKeyOptions {
  readonly dataSource: DataSource;
  readonly log: Log;
  /** Where the key is written, readable by its owner only. Null: it is printed once. */
  readonly file: string | null;
  readonly print: (text: string) => void;
}

/**
 * Makes the first API key of an installation that has none. It is handed over before it becomes valid, so a
 * process that dies in between leaves a useless text behind, never a key that nobody knows.
 */
export async function makeFirstApiKey({ dataSource, log, file, print }: FirstKeyOptions): Promise<void> {
  await dataSource.transaction(async (manager) => {
    await manager.query('lock table api_keys in share row exclusive mode');
    if ((await manager.count(ApiKey)) > 0) return;
    const wanted = { name: 'first key', workspaceId: null, expiresAt: null };
    const { row, key } = await addApiKey(manager, wanted, 'settings-service');
    if (file === null) {
      print(`\nThe first API key of this installation, shown this once:\n\n    ${key}\n\n`);
    } else {
      await writePrivately(file, `${key}\n`);
    }
    log.info({ keyId: row.keyId, file }, 'first API key made');
  });
}

async function writePrivately(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, '', { mode: 0o600 });
    await chmod(file, 0o600);
    await writeFile(file, text);
  } catch (error) {
    const code = Reflect.get(Object(error), 'code');
    throw new Error(
      `The first API key cannot be written to ${file} (${code}); correct BRIDGE_FIRST_API_KEY_FILE.`,
      {
        cause: error,
      },
    );
  }
}
