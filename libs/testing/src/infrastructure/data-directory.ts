import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine, endProcess, isAlive } from './process-table.js';
import type { InfrastructureOptions } from './running.js';

const PREFIX = 'joor-bridge-';
export const PID_FILE = 'server.pid';

/** A place for one server's files: kept, or temporary and gone after `remove`. */
export interface DataDirectory {
  readonly path: string;
  readonly temporary: boolean;
  remove(): void;
}

/**
 * Opens a server's directory and ends a server that an earlier run left behind in it. Temporary ones carry
 * the process id of their owner in the name; those of owners that are gone are cleared away first.
 */
export async function openDataDirectory(
  server: string,
  { dataDir: kept, fresh = false }: Pick<InfrastructureOptions, 'dataDir' | 'fresh'>,
): Promise<DataDirectory> {
  if (kept !== undefined) {
    mkdirSync(kept, { recursive: true });
    await endLeftover(kept);
    if (fresh) for (const entry of readdirSync(kept)) rmSync(join(kept, entry), { recursive: true });
    return { path: kept, temporary: false, remove: () => undefined };
  }
  await sweep();
  const path = mkdtempSync(join(tmpdir(), `${PREFIX}${server}-${process.pid}-`));
  // mkdtemp leaves it to its owner alone, and PostgreSQL may have to run as another user
  chmodSync(path, 0o755);
  return { path, temporary: true, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Clears away what runs that were killed have left in the temporary directory. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const owner = new RegExp(`^${PREFIX}[a-z]+-(\\d+)-`).exec(name)?.[1];
    if (!owner || isAlive(Number(owner))) continue;
    const path = join(tmpdir(), name);
    await endLeftover(path);
    rmSync(path, { recursive: true, force: true });
  }
}

/** Ends the servers whose ids are noted in the directory or just below it. */
async function endLeftover(path: string): Promise<void> {
  const below = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const directory of [path, ...below.map((entry) => join(path, entry.name))]) {
    await endServerOf(directory);
  }
}

async function endServerOf(directory: string): Promise<void> {
  const file = join(directory, PID_FILE);
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8'));
  // a process id may have gone to a stranger: only one whose command line names the directory is ours
  if (Number.isInteger(pid) && pid > 0 && commandLine(pid).includes(directory)) {
    await endProcess(pid, 'SIGTERM', 10_000);
  }
  rmSync(file, { force: true });
}
