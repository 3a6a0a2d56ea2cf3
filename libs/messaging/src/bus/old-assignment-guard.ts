import { createRequire } from 'node:module';

/** A new one with each join of the group: it holds the positions of the partitions that the join gave. */
type OffsetManager = object;

interface ConsumerGroup {
  readonly offsetManager: OffsetManager;
  /** Positions that the next fetch is to begin at. */
  readonly seekOffset: Map<string, string>;
  fetch(nodeId: number): Promise<object[]>;
  joinAndSync(): Promise<void>;
}
interface Runner {
  readonly consumerGroup: ConsumerGroup;
  handleBatch(batch: object): Promise<void>;
}

const require = createRequire(import.meta.url);
const group = (require('kafkajs/src/consumer/consumerGroup') as { prototype: ConsumerGroup }).prototype;
const runner = (require('kafkajs/src/consumer/runner') as { prototype: Runner }).prototype;
const { fetch, joinAndSync } = group;
const { handleBatch } = runner;
const askedUnder = new WeakMap<object, OffsetManager>();

/**
 * When leaders move, kafkajs 2.2.4 joins the group again in the midst of a fetch while fetches from other brokers
 * are under way, and hands on what those bring. Of a partition that this member lost and regained meanwhile, or
 * holds under a new member id, such a batch lies behind records that nobody has dealt with: taking it moves the
 * client's position past them. So batches of an assignment that is over are let go; whoever has the partition now
 * reads them from its own position.
 */
group.fetch = async function fetchUnderAssignment(this: ConsumerGroup, nodeId) {
  const { offsetManager } = this;
  const batches = await fetch.call(this, nodeId);
  for (const batch of batches) askedUnder.set(batch, offsetManager);
  return batches;
};

runner.handleBatch = async function handleUnlessOver(this: Runner, batch) {
  if (askedUnder.get(batch) === this.consumerGroup.offsetManager) await handleBatch.call(this, batch);
};

/**
 * kafkajs 2.2.4 keeps a position that no fetch has used yet, also of a partition that leaves with the next join.
 * When that partition comes back, another member may have stopped short of it.
 */
group.joinAndSync = async function joinWithoutOldPositions(this: ConsumerGroup) {
  this.seekOffset.clear();
  await joinAndSync.call(this);
};
