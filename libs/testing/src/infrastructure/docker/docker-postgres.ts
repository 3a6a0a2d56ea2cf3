import { PostgreSqlContainer } from '@testcontainers/postgresql';
import { choosePort } from '../free-port.js';
import { postgresFlags } from '../postgres/postgres-flags.js';
import type { InfrastructureRequest, RunningPostgres } from '../running.js';
import { POSTGRES_IMAGE } from '../versions.js';
import { openVolume } from './engine.js';

const PORT = 5432;

/** PostgreSQL in a container. */
export async function startDockerPostgres(request: InfrastructureRequest): Promise<RunningPostgres> {
  const { dataDir, say } = request;
  const hostPort = await choosePort('PostgreSQL', request.port, say);
  const container = new PostgreSqlContainer(POSTGRES_IMAGE)
    .withDatabase('postgres')
    .withUsername('bridge')
    .withPassword('bridge')
    .withCommand(['postgres', ...postgresFlags({ durable: dataDir !== undefined })])
    .withExposedPorts({ container: PORT, host: hostPort });
  if (dataDir !== undefined) {
    const volume = await openVolume('postgresql', dataDir, request.fresh);
    container.withBindMounts([{ source: volume, target: '/var/lib/postgresql' }]);
  }
  const running = await container.start();
  const stop = async () => {
    await running.stop({ timeout: 10_000, removeVolumes: true });
  };
  return { url: running.getConnectionUri(), source: 'docker', pid: null, stop };
}
