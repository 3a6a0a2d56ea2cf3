import { dockerObstacle } from './docker/engine.js';
import { startEmbeddedPostgres } from './postgres/embedded-postgres.js';
import { type InfrastructureOptions, type RunningPostgres, withDefaults } from './running.js';
import { chooseSource } from './source.js';
import { POSTGRES_IMAGE } from './versions.js';

/**
 * A real PostgreSQL, from the first source that is present: DATABASE_URL, a Docker engine, embedded.
 * @throws MissingPrerequisite in one sentence that names what to install
 */
export async function resolvePostgres(options: InfrastructureOptions = {}): Promise<RunningPostgres> {
  const request = withDefaults(options);
  const { env, say } = request;
  const docker = () => dockerObstacle({ image: POSTGRES_IMAGE, env, say });
  switch (await chooseSource({ name: 'PostgreSQL', variable: 'DATABASE_URL', env, docker, say })) {
    case 'env':
      return { url: env.DATABASE_URL ?? '', source: 'env', pid: null, stop: async () => undefined };
    case 'docker': {
      const { startDockerPostgres } = await import('./docker/docker-postgres.js');
      return startDockerPostgres(request);
    }
    case 'embedded':
      return startEmbeddedPostgres(request);
  }
}
