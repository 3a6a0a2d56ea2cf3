import { join } from 'node:path';
import { openDataDirectory } from '../data-directory.js';
import { anyFreePort, choosePort } from '../free-port.js';
import type { InfrastructureRequest, RunningKafka } from '../running.js';
import { startBroker } from './embedded-broker.js';
import { kafkaJars } from './jars.js';
import { findJava } from './java.js';

/** One broker of our own from Kafka's jars. @throws MissingPrerequisite when Java or Maven is missing */
export async function startEmbeddedKafka(request: InfrastructureRequest): Promise<RunningKafka> {
  const { env, port, say } = request;
  const java = findJava(env);
  const jars = kafkaJars(env, say);
  const data = await openDataDirectory('kafka', request);
  const place = {
    nodeId: 1,
    port: await choosePort('Kafka', port, say),
    controllerPort: await anyFreePort(),
  };
  try {
    const directory = join(data.path, 'node-1');
    const durable = request.durable ?? !data.temporary;
    const node = await startBroker({ java, jars, directory, place, cluster: [place], heapMb: 512, durable });
    const stop = async () => {
      await (data.temporary ? node.kill() : node.stop());
      data.remove();
    };
    return { brokers: [`127.0.0.1:${place.port}`], source: 'embedded', pid: node.pid, stop };
  } catch (error) {
    data.remove();
    throw error;
  }
}
