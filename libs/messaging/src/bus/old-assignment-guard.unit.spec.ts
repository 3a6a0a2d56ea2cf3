import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import './old-assignment-guard.js';

interface Batch {
  readonly fetchedOffset: string;
  readonly messages: readonly { offset: string }[];
}
interface Payload {
  readonly batch: Batch;
  resolveOffset(offset: string): void;
}
interface Group {
  memberId: string | null;
  joinAndSync(): Promise<void>;
  seek(position: { topic: string; partition: number; offset: string }): void;
}
interface Runner {
  running: boolean;
  fetch(nodeId: number): Promise<Batch[]>;
  handleBatch(batch: Batch): Promise<void>;
}

const require = createRequire(import.meta.url);
const ConsumerGroup = require('kafkajs/src/consumer/consumerGroup') as new (options: object) => Group;
const RunnerOf = require('kafkajs/src/consumer/runner') as new (options: object) => Runner;
const { MemberAssignment } = require('kafkajs/src/consumer/assignerProtocol') as {
  MemberAssignment: { encode(content: object): Buffer };
};
const logger = { namespace: () => logger, debug() {}, info() {}, warn() {}, error() {} };

/**
 * The client's own consumer, its group and its positions, over a broker that answers when told to. Partition 0 of
 * topic `t`: the group has committed 50.
 */
const consuming = async () => {
  const asked: number[] = [];
  const answers: (() => void)[] = [];
  let assigned = [0];
  const broker = {
    isConnected: () => true,
    heartbeat: async () => undefined,
    joinGroup: async ({ memberId }: { memberId: string }) => ({
      generationId: 1,
      leaderId: 'other',
      memberId: memberId || 'member',
      members: [],
      groupProtocol: 'p',
    }),
    syncGroup: async () => ({
      memberAssignment: MemberAssignment.encode({ version: 0, assignment: { t: assigned } }),
    }),
    offsetFetch: async () => ({ responses: [{ topic: 't', partitions: [{ partition: 0, offset: '50' }] }] }),
    fetch: ({ topics: [topic] }: { topics: { partitions: { fetchOffset: string }[] }[] }) => {
      const from = Number(topic?.partitions[0]?.fetchOffset);
      asked.push(from);
      const messages = [from, from + 1].map((offset) => ({ offset: String(offset), isControlRecord: false }));
      const partition = { partition: 0, highWatermark: '1000', abortedTransactions: [], messages };
      return new Promise((resolve) => {
        answers.push(() => resolve({ responses: [{ topicName: 't', partitions: [partition] }] }));
      });
    },
  };
  const committed: Record<string, object> = {};
  const cluster = {
    committedOffsets: () => committed,
    findGroupCoordinator: async () => broker,
    findBroker: async () => broker,
    refreshMetadataIfNecessary: async () => undefined,
    refreshMetadata: async () => undefined,
    findTopicPartitionMetadata: () => [{ partitionId: 0, leader: 1 }],
  };
  const consumerGroup = new ConsumerGroup({
    retry: {},
    cluster,
    groupId: 'g',
    topics: ['t'],
    topicConfigurations: { t: { fromBeginning: true } },
    logger,
    instrumentationEmitter: new EventEmitter(),
    assigners: [],
    autoCommit: false,
    maxWaitTimeInMs: 1,
  });
  const taken: string[] = [];
  const runner = new RunnerOf({
    logger,
    consumerGroup,
    instrumentationEmitter: new EventEmitter(),
    eachBatchAutoResolve: false,
    autoCommit: false,
    concurrency: 1,
    onCrash: () => undefined,
    eachBatch: async ({ batch, resolveOffset }: Payload) => {
      taken.push(...batch.messages.map(({ offset }) => offset));
      resolveOffset(batch.messages.at(-1)?.offset ?? '');
    },
  });
  runner.running = true;
  await consumerGroup.joinAndSync();
  return {
    asked,
    taken,
    handle: async (batches: readonly Batch[]) => {
      for (const batch of batches) await runner.handleBatch(batch);
    },
    fetch: () => runner.fetch(1),
    seek: (offset: string) => consumerGroup.seek({ topic: 't', partition: 0, offset }),
    answer: async () => {
      while (answers.length === 0) await new Promise((resolve) => setImmediate(resolve));
      answers.shift()?.();
    },
    join: async (partitions: number[], memberId?: null) => {
      assigned = partitions;
      if (memberId === null) consumerGroup.memberId = null;
      await consumerGroup.joinAndSync();
    },
  };
};

/** One round of the client's fetch loop. */
const round = async ({ fetch, answer, handle }: Awaited<ReturnType<typeof consuming>>) => {
  const fetching = fetch();
  await answer();
  await handle(await fetching);
};

describe('a fetch during which the group was joined again', () => {
  it('goes on where it was when nothing came between', async () => {
    const consumer = await consuming();
    await round(consumer);
    await round(consumer);
    expect(consumer.asked).toEqual([50, 52]);
    expect(consumer.taken).toEqual(['50', '51', '52', '53']);
  });

  it.each([
    ['the partition was lost and regained', [[[]], [[0]]] as const],
    ['the member came back under another id', [[[0], null]] as const],
  ])('skips nothing when %s', async (_name, joins) => {
    const consumer = await consuming();
    await round(consumer);
    const fetching = consumer.fetch();
    while (consumer.asked.length < 2) await new Promise((resolve) => setImmediate(resolve));
    for (const [partitions, memberId] of joins) await consumer.join([...partitions], memberId);
    await consumer.answer();
    await consumer.handle(await fetching);
    await round(consumer);
    expect(consumer.asked).toEqual([50, 52, 50]);
    expect(consumer.taken).toEqual(['50', '51', '50', '51']);
  });

  it('skips nothing when a position was set, but no fetch used it before the partition was lost', async () => {
    const consumer = await consuming();
    consumer.seek('70');
    await consumer.join([]);
    await consumer.join([0]);
    await round(consumer);
    expect(consumer.asked).toEqual([50]);
  });

  it('begins at a position that was set after the join', async () => {
    const consumer = await consuming();
    consumer.seek('70');
    await round(consumer);
    expect(consumer.asked).toEqual([70]);
  });

  it('skips nothing when the batch had to wait for another one', async () => {
    const consumer = await consuming();
    await round(consumer);
    const fetching = consumer.fetch();
    await consumer.answer();
    const batches = await fetching;
    await consumer.join([]);
    await consumer.join([0]);
    await consumer.handle(batches);
    await round(consumer);
    expect(consumer.asked).toEqual([50, 52, 50]);
  });
});
