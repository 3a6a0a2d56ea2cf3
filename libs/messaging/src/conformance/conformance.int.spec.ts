import { type KafkaCluster, startKafkaCluster } from '@joor-bridge/testing';
import type { Behaviour } from './behaviour.js';
import { behaviours } from './index.js';
import { Rig } from './rig.js';

const SIZES = [1, 3] as const;
type Size = (typeof SIZES)[number];

const clusters = new Map<Size, KafkaCluster>();
beforeAll(async () => {
  const starting = SIZES.map(async (brokers) => clusters.set(brokers, await startKafkaCluster({ brokers })));
  const failed = (await Promise.allSettled(starting)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}, 120_000);
afterAll(() => Promise.all([...clusters.values()].map((cluster) => cluster.stop())));

const onEach = (some: readonly Behaviour[]) =>
  SIZES.flatMap((brokers) => some.map(({ name, run }) => ({ name, run, brokers })));

async function rehearse({ run, brokers }: Pick<Behaviour, 'run'> & { brokers: Size }): Promise<void> {
  const cluster = clusters.get(brokers);
  if (!cluster) throw new Error(`The cluster of ${brokers} did not start.`);
  const rig = await Rig.open(cluster);
  try {
    await run(rig);
  } finally {
    await rig.close();
  }
}

// every behaviour has a corner of its own and mostly waits
describe('the consumer runtime', () => {
  const some = behaviours.filter(({ killsBroker }) => !killsBroker);
  it.concurrent.each(onEach(some))('brokers: $brokers, $name', rehearse, 120_000);
});

describe('the consumer runtime, alone on its cluster', () => {
  const some = behaviours.filter(({ killsBroker }) => killsBroker);
  it.concurrent.each(onEach(some))('brokers: $brokers, $name', rehearse, 120_000);
});
