/** A broker's settings by their Kafka names. */
export type BrokerSettings = Readonly<Record<string, string>>;

/** Kafka wants 16 bytes as URL-safe base64; a constant, since a random one may begin with "-". */
export const CLUSTER_ID = 'MkU3OEVBNTcwNTJENDM2Qk';

/**
 * What differs from a broker's defaults, embedded and in containers alike.
 *
 * | setting                            | why                                                         |
 * |------------------------------------|-------------------------------------------------------------|
 * | auto.create.topics.enable=false    | topics are provisioned                                      |
 * | group.min.session.timeout.ms=1000  | tests let a consumer die and want the group to notice soon  |
 * | group.initial.rebalance.delay.ms=0 | a group starts at once instead of after 3 s                 |
 * | offsets.topic.num.partitions       | 50 by default, each a pair of files to open                 |
 */
export function commonSettings(brokers: number): BrokerSettings {
  const replicas = String(brokers);
  const inSync = String(Math.max(1, brokers - 1));
  return {
    'auto.create.topics.enable': 'false',
    'group.min.session.timeout.ms': '1000',
    'group.initial.rebalance.delay.ms': '0',
    'default.replication.factor': replicas,
    'min.insync.replicas': inSync,
    'offsets.topic.num.partitions': replicas,
    'offsets.topic.replication.factor': replicas,
    'transaction.state.log.num.partitions': replicas,
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': inSync,
    'share.coordinator.state.topic.replication.factor': replicas,
    'share.coordinator.state.topic.min.isr': inSync,
  };
}

/**
 * For brokers that tests kill: a dead one is noticed in 3 s, not 9. Until then the others have no new leader, and the
 * dead one may not come back, not even where it is alone.
 */
export const SOON_MISSED: BrokerSettings = {
  'broker.session.timeout.ms': '3000',
  'broker.heartbeat.interval.ms': '500',
};

export interface BrokerPlace {
  readonly nodeId: number;
  readonly port: number;
  readonly controllerPort: number;
}

/** Settings of one embedded node, broker and controller at once, bound to this machine alone. */
export function embeddedSettings(
  node: BrokerPlace,
  cluster: readonly BrokerPlace[],
  logDirectory: string,
  durable: boolean,
): BrokerSettings {
  return {
    'process.roles': 'broker,controller',
    'node.id': String(node.nodeId),
    listeners: `PLAINTEXT://127.0.0.1:${node.port},CONTROLLER://127.0.0.1:${node.controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${node.port}`,
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': cluster
      .map((voter) => `${voter.nodeId}@127.0.0.1:${voter.controllerPort}`)
      .join(','),
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'log.dirs': logDirectory,
    ...commonSettings(cluster.length),
    // a lone broker has no replica that would survive a power cut for it
    ...(durable && { 'log.flush.interval.ms': '1000' }),
  };
}

/** As a properties file: backslashes (Windows paths) are escape signs there. */
export const toProperties = (settings: BrokerSettings): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name}=${value.replaceAll('\\', '\\\\')}\n`)
    .join('');

/** As the apache/kafka image takes them: `log.dirs` is `KAFKA_LOG_DIRS`. */
export const toContainerEnvironment = (settings: BrokerSettings): Record<string, string> =>
  Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      `KAFKA_${name.replaceAll('_', '__').replaceAll('-', '___').replaceAll('.', '_').toUpperCase()}`,
      value,
    ]),
  );
