import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { MissingPrerequisite } from '../running.js';

/** Whom PostgreSQL runs as. It refuses root, so for root that is the system's user `postgres`. */
export interface ServerUser {
  /** Absent: the user of this process. */
  readonly uid?: number;
  readonly gid?: number;
  /** Whether this user may enter a directory, by the mode of it and all above it. */
  canEnter(directory: string): boolean;
}

/** @throws MissingPrerequisite when this is root, and there is no user `postgres` and none can be made */
export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return { canEnter: () => true };
  const { uid, gid } = existing() ?? create();
  return { uid, gid, canEnter: (directory) => enters(uid, gid, directory) };
}

function existing(): { uid: number; gid: number } | null {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: 'pipe' }).toString());
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
}

function create(): { uid: number; gid: number } {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'pipe' });
  } catch (cause) {
    throw new MissingPrerequisite(
      'PostgreSQL does not run as root and the user postgres could not be made: run as another user, start a Docker engine, or set DATABASE_URL.',
      { cause },
    );
  }
  const made = existing();
  if (!made) throw new Error('The user postgres was made, but id does not know it.');
  return made;
}

const SEARCH = { owner: 0o100, group: 0o010, other: 0o001 };

function enters(uid: number, gid: number, directory: string): boolean {
  const { mode, uid: owner, gid: group } = statSync(directory);
  const bit = owner === uid ? SEARCH.owner : group === gid ? SEARCH.group : SEARCH.other;
  if ((mode & bit) === 0) return false;
  const parent = dirname(directory);
  return parent === directory || enters(uid, gid, parent);
}
