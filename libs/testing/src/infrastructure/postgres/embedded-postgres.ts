import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openDataDirectory } from '../data-directory.js';
import { choosePort } from '../free-port.js';
import type { InfrastructureRequest, RunningPostgres } from '../running.js';
import { startServer } from '../server-process.js';
import { type PostgresBinaries, postgresBinaries } from './binaries.js';
import { postgresFlags } from './postgres-flags.js';
import { type ServerUser, serverUser } from './server-user.js';

const USER = 'bridge';

/** A PostgreSQL of our own. @throws MissingPrerequisite when it cannot be had on this system */
export async function startEmbeddedPostgres(request: InfrastructureRequest): Promise<RunningPostgres> {
  const { say } = request;
  const user = serverUser();
  const binaries = await postgresBinaries(user);
  const place = await openDataDirectory('postgresql', {
    ...request,
    dataDir: reachable(request.dataDir, user, say),
  });
  const port = await choosePort('PostgreSQL', request.port, say);
  const data = join(place.path, 'data');
  try {
    const password = initialise(binaries, user, place.path, data);
    const server = await startServer({
      name: 'PostgreSQL',
      command: binaries.postgres,
      args: ['-D', data, '-p', String(port), ...flags(request.durable ?? !place.temporary)],
      directory: place.path,
      readyLine: 'database system is ready to accept connections',
      env: { ...process.env, LC_ALL: 'C' },
      uid: user.uid,
      gid: user.gid,
      // "fast": open sessions are ended; SIGTERM would wait for them
      stopSignal: 'SIGINT',
    });
    const stop = async () => {
      await server.stop();
      place.remove();
    };
    const url = `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`;
    return { url, source: 'embedded', pid: server.pid, stop };
  } catch (error) {
    place.remove();
    throw error;
  }
}

const flags = (durable: boolean) => [
  ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
  ...postgresFlags({ durable }),
];

/** Makes the cluster when it is new; gives the password, which is kept beside it for the owner alone. */
function initialise(binaries: PostgresBinaries, user: ServerUser, place: string, data: string): string {
  const passwordFile = join(place, 'password');
  if (existsSync(join(data, 'PG_VERSION'))) return readFileSync(passwordFile, 'utf8');
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { mode: 0o700 });
  const password = randomBytes(18).toString('hex');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined) {
    for (const path of [data, passwordFile]) chownSync(path, user.uid, user.gid);
  }
  const auth = ['-U', USER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  execFileSync(binaries.initdb, ['-D', data, ...auth, '--no-sync', '--encoding=UTF8', '--locale=C'], {
    stdio: 'pipe',
    cwd: place,
    uid: user.uid,
    gid: user.gid,
    env: { ...process.env, LC_ALL: 'C' },
  });
  return password;
}

/** Root may keep its data where the server's user cannot enter; then the data goes where it can. */
function reachable(
  dataDir: string | undefined,
  user: ServerUser,
  say: (sentence: string) => void,
): string | undefined {
  if (dataDir === undefined) return undefined;
  mkdirSync(dataDir, { recursive: true });
  if (user.canEnter(dirname(dataDir))) {
    chmodSync(dataDir, 0o755);
    return dataDir;
  }
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  const instead = join('/var/tmp', 'joor-bridge', name);
  say(`PostgreSQL's data is kept in ${instead}, since its user postgres cannot enter ${dataDir}.`);
  return instead;
}
