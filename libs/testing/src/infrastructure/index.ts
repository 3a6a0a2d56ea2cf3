export { ensureDatabase } from '../fresh.js';
export { choosePort, nextFreePort } from './free-port.js';
export { type KafkaCluster, type KafkaClusterOptions, startKafkaCluster } from './kafka/kafka-cluster.js';
export { commandLine, isAlive } from './process-table.js';
export { resolveKafka } from './resolve-kafka.js';
export { resolvePostgres } from './resolve-postgres.js';
export {
  type InfrastructureOptions,
  type InfrastructureSource,
  MissingPrerequisite,
  type RunningKafka,
  type RunningPostgres,
} from './running.js';
export { isGiven } from './source.js';
