import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PostgreSqlContainer } from '@testcontainers/postgresql';
import { choosePort } from '../free-port.js';
import { postgresFlags } from '../postgres/postgres-flags.js';
import type { InfrastructureRequest, RunningPostgres } from '../running.js';
import { POSTGRES_IMAGE } from '../versions.js';
import { openVolume } from './engine.js';

const PORT = 5432;

/** The engine publishes the port on every address, so the password is a random one, kept for its owner alone. */
function passwordFor(dataDir: string | undefined): { value: string; isNew: boolean } {
  const value = randomBytes(18).toString('hex');
  if (dataDir === undefined) return { value, isNew: true };
  const file = join(dataDir, 'container-password');
  if (existsSync(file)) return { value: readFileSync(file, 'utf8'), isNew: false };
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, value, { mode: 0o600 });
  return { value, isNew: true };
}

/** PostgreSQL in a container. */
export async function startDockerPostgres(request: InfrastructureRequest): Promise<RunningPostgres> {
  const { dataDir, say } = request;
  const hostPort = await choosePort('PostgreSQL', request.port, say);
  const password = passwordFor(dataDir);
  const container = new PostgreSqlContainer(POSTGRES_IMAGE)
    .withDatabase('postgres')
    .withUsername('bridge')
    .withPassword(password.value)
    .withCommand(['postgres', ...postgresFlags({ durable: request.durable ?? dataDir !== undefined })])
    .withExposedPorts({ container: PORT, host: hostPort });
  if (dataDir !== undefined) {
    const volume = await openVolume('postgresql', dataDir, request.fresh || password.isNew);
    container.withBindMounts([{ source: volume, target: '/var/lib/postgresql' }]);
  }
  const running = await container.start();
  const stop = async () => {
    await running.stop({ timeout: 10_000, removeVolumes: true });
  };
  return { url: running.getConnectionUri(), source: 'docker', pid: null, stop };
}
