import { OwnProducts } from '../testing/own-products.js';
import { ApplierLeases } from './applier-leases.js';

let own: OwnProducts;
beforeAll(async () => {
  own = await OwnProducts.make(process.env.DATABASE_URL);
});
beforeEach(() => own.clear());
afterAll(() => own.drop());

const LIMITS = { leaseMs: 10_000, settleMs: 5_000 };
const SCOPE = { connectionId: 'con_1', world: 'production' } as const;
const OTHER = { connectionId: 'con_2', world: 'production' } as const;

async function twoProcesses() {
  const trouble: unknown[] = [];
  const leases = (database: OwnProducts['database']) =>
    new ApplierLeases(database, LIMITS, (error) => trouble.push(error));
  return { a: leases(own.database), b: leases(await own.another()), trouble };
}

/** Lets so much time go by for everybody, in the eyes of the database. */
const pass = (ms: number) =>
  own.pool.query("update appliers set free_at = free_at - $1 * interval '1 millisecond'", [ms]);

describe('the right to write to JOOR for a connection', () => {
  it('is one process’s at a time', async () => {
    const { a, b } = await twoProcesses();
    const taken = await Promise.all([a, b, a, b].map((leases) => leases.take(SCOPE, 'acc')));
    expect(taken.filter((lease) => lease !== null)).toHaveLength(1);
  });

  it('is free again as soon as it was given back', async () => {
    const { a, b } = await twoProcesses();
    const lease = await a.take(SCOPE, 'acc');
    expect(lease?.isHeld()).toBe(true);
    if (lease) await a.release(lease);
    expect(lease?.isHeld()).toBe(false);
    expect(await b.take(SCOPE, 'acc')).not.toBeNull();
  });

  it('goes to another only when lease and request timeout are over', async () => {
    const { a, b } = await twoProcesses();
    await a.take(SCOPE, 'acc');
    await pass(LIMITS.leaseMs + LIMITS.settleMs - 1_000);
    expect(await b.take(SCOPE, 'acc')).toBeNull();
    await pass(1_001);
    expect(await b.take(SCOPE, 'acc')).not.toBeNull();
  });

  it('is one per account: its connections would make the same line sheets side by side', async () => {
    const { a, b } = await twoProcesses();
    await a.take(SCOPE, 'acc');
    expect(await b.take(OTHER, 'acc')).toBeNull();
    expect(await b.take(OTHER, 'another account')).not.toBeNull();
  });

  it('is one per connection, though it changed its account meanwhile', async () => {
    const { a, b } = await twoProcesses();
    await a.take(SCOPE, 'acc');
    expect(await b.take(SCOPE, 'a new account')).toBeNull();
  });

  it('of the two worlds are two, as their accounts are', async () => {
    const { a, b } = await twoProcesses();
    await a.take(SCOPE, 'production:acc');
    expect(await b.take({ ...SCOPE, world: 'sandbox' }, 'sandbox:acc')).not.toBeNull();
  });
});

describe('renewing', () => {
  it('keeps it', async () => {
    const { a, b } = await twoProcesses();
    const lease = await a.take(SCOPE, 'acc');
    await pass(14_000);
    await a.renew();
    await pass(14_000);
    expect(await b.take(SCOPE, 'acc')).toBeNull();
    expect(lease?.isHeld()).toBe(true);
  });

  it('says when it went to another', async () => {
    const { a, b } = await twoProcesses();
    const lost = await a.take(SCOPE, 'acc');
    await pass(15_001);
    const kept = await b.take(SCOPE, 'acc');
    await a.renew();
    await b.renew();
    expect([lost?.isHeld(), kept?.isHeld()]).toEqual([false, true]);
  });

  it('comes too late for one whose time is over, though nobody took it', async () => {
    const { a } = await twoProcesses();
    const lease = await a.take(SCOPE, 'acc');
    await pass(15_001);
    await a.renew();
    expect(lease?.isHeld()).toBe(false);
  });

  it('happens by itself', async () => {
    const leases = new ApplierLeases(own.database, { leaseMs: 40, settleMs: 0 }, () => {});
    const lease = await leases.take(SCOPE, 'acc');
    const renewed = new Promise<void>((resolve) => {
      if (lease) lease.renewed = () => resolve();
    });
    leases.start();
    await renewed;
    leases.stop();
  });

  it('giving back what is another’s by now takes nothing from him', async () => {
    const { a, b } = await twoProcesses();
    const lost = await a.take(SCOPE, 'acc');
    await pass(15_001);
    await b.take(SCOPE, 'acc');
    if (lost) await a.release(lost);
    expect(await a.take(SCOPE, 'acc')).toBeNull();
  });
});
