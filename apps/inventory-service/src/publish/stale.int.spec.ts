import { eventually } from '@joor-bridge/testing';
import { aNewerLevel, OwnListings } from '../testing/own-listings.js';
import { PublishStage, QuickBudget } from '../testing/publish-stage.js';
import { StandInJoor, type Trouble } from '../testing/stand-in-joor.js';

const SKUS = Array.from({ length: 250 }, (_, index) => `S${index}`);
const ROUNDS = 40;
const TROUBLES: readonly Trouble[] = ['lost', 'late', 'late', { status: 503 }, { status: 429 }, 'not-json'];

/** In doubt for 300 + 300 + 500 ms; what is late lands within 700 ms. */
const TIMES = { joorTimeoutMs: 300, joorSettleMs: 500, beginWithinMs: 300, lateMs: 700 };

/** The same chances every time. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

let own: OwnListings;
let joor: StandInJoor;
let stage: PublishStage;
beforeAll(async () => {
  [own, joor] = await Promise.all([OwnListings.make(process.env.DATABASE_URL), StandInJoor.start()]);
  stage = new PublishStage(own, joor);
});
afterAll(async () => {
  await stage.stop();
  await joor.stop();
  await own.drop();
});

/** Two processes with short waits, and everything at 0 in JOOR. */
async function begin(): Promise<void> {
  stage.connect({ 'inventory.guardZeroPercent': 100, 'inventory.guardDropPercent': 100 });
  const { joorTimeoutMs, joorSettleMs, beginWithinMs } = TIMES;
  const options = {
    ...{ budget: new QuickBudget(300), gatherMs: 20, beginWithinMs, failureWaitMs: () => 50 },
    config: { joorInventoryBatch: 100, joorTimeoutMs, joorSettleMs },
  };
  stage.publisher(options);
  stage.publisher(options, (await own.another()).pool);
  await own.stock(...SKUS.map((sku) => aNewerLevel(sku, 0)));
  await stage.settled();
}

/** Refused rows wait for minutes; here they are tried again at once. */
const hurry = async () => {
  await own.pool.query('update listings set retry_at = null where retry_at is not null');
  await own.pool.query('update publishing set retry_at = now() where retry_at is not null');
};

test('10,000 updates under faults and two processes: JOOR ends at the newest figures, and none went back', async () => {
  const chance = chances(7);
  await begin();
  joor.trouble = () => (chance() < 0.3 ? (TROUBLES[Math.floor(chance() * TROUBLES.length)] ?? null) : null);
  joor.refusal = () => (chance() < 0.01 ? 'not now' : null);
  joor.lateMs = () => chance() * TIMES.lateMs;
  // Figures only grow, so that one that is smaller than what JOOR had before would be a stale one.
  for (let at = 1; at <= ROUNDS; at += 1) {
    const asked = joor.asked.length;
    await own.stock(...SKUS.map((sku) => aNewerLevel(sku, at)));
    await eventually(() => joor.asked.length > asked, { timeoutMs: 20_000 });
  }
  joor.trouble = () => null;
  joor.refusal = () => null;
  const done = async () => {
    await hurry();
    return SKUS.every((sku) => joor.of(`upc-${sku}`) === ROUNDS);
  };
  await eventually(done, { timeoutMs: 20_000, everyMs: 100 });
  expect(joor.wentDown).toEqual([]);
  expect(joor.asked.length).toBeGreaterThan(ROUNDS);
  expect(stage.errors).toEqual([]);
});
