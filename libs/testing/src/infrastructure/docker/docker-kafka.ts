import { GenericContainer, Wait } from 'testcontainers';
import { choosePort } from '../free-port.js';
import { CLUSTER_ID, commonSettings, toContainerEnvironment } from '../kafka/broker-settings.js';
import type { InfrastructureRequest, RunningKafka } from '../running.js';
import { KAFKA_IMAGE } from '../versions.js';
import { dockerHost, openVolume } from './engine.js';

const PORT = 9092;
const DATA = '/var/lib/kafka/data';

/** Kafka in a container. Its host port is fixed beforehand, since the broker has to advertise it. */
export async function startDockerKafka(request: InfrastructureRequest): Promise<RunningKafka> {
  const { dataDir, port, say } = request;
  const hostPort = await choosePort('Kafka', port, say);
  const address = `${await dockerHost()}:${hostPort}`;
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    listeners: `PLAINTEXT://:${PORT},CONTROLLER://:9093`,
    'advertised.listeners': `PLAINTEXT://${address}`,
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': '1@localhost:9093',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'log.dirs': DATA,
    ...commonSettings(1),
  };
  const container = new GenericContainer(KAFKA_IMAGE)
    .withEnvironment({ ...toContainerEnvironment(settings), CLUSTER_ID })
    .withExposedPorts({ container: PORT, host: hostPort })
    .withWaitStrategy(Wait.forLogMessage('Kafka Server started'));
  if (dataDir !== undefined) {
    const volume = await openVolume('kafka', dataDir, request.fresh);
    container.withBindMounts([{ source: volume, target: DATA }]);
  }
  const running = await container.start();
  const stop = async () => {
    await running.stop({ timeout: 10_000, removeVolumes: true });
  };
  return { brokers: [address], source: 'docker', pid: null, stop };
}
