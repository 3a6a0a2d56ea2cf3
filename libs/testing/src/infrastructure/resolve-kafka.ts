import { dockerObstacle } from './docker/engine.js';
import { startEmbeddedKafka } from './kafka/embedded-kafka.js';
import { type InfrastructureOptions, type RunningKafka, withDefaults } from './running.js';
import { chooseSource } from './source.js';
import { KAFKA_IMAGE } from './versions.js';

/**
 * A real Kafka, from the first source that is present: KAFKA_BROKERS, a Docker engine, embedded.
 * @throws MissingPrerequisite in one sentence that names what to install
 */
export async function resolveKafka(options: InfrastructureOptions = {}): Promise<RunningKafka> {
  const request = withDefaults(options);
  const { env, say } = request;
  const docker = () => dockerObstacle({ image: KAFKA_IMAGE, env, say });
  switch (await chooseSource({ name: 'Kafka', variable: 'KAFKA_BROKERS', env, docker, say })) {
    case 'env':
      return { brokers: brokersOf(env.KAFKA_BROKERS), source: 'env', pid: null, stop: async () => undefined };
    case 'docker': {
      const { startDockerKafka } = await import('./docker/docker-kafka.js');
      return startDockerKafka(request);
    }
    case 'embedded':
      return startEmbeddedKafka(request);
  }
}

const brokersOf = (list = '') =>
  list
    .split(',')
    .map((broker) => broker.trim())
    .filter((broker) => broker !== '');
