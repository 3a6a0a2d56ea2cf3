import { type KafkaCluster, startKafkaCluster } from '@joor-bridge/testing';
import { behaviours } from './index.js';
import { Rig } from './rig.js';

describe.each([1, 3] as const)('the consumer runtime, brokers: %i', (brokers) => {
  let cluster: KafkaCluster;

  beforeAll(async () => {
    cluster = await startKafkaCluster({ brokers });
  }, 120_000);
  afterAll(() => cluster.stop());

  it.each(behaviours)(
    '$name',
    async ({ run }) => {
      const rig = await Rig.open(cluster);
      try {
        await run(rig);
      } finally {
        await rig.close();
      }
    },
    120_000,
  );
});
