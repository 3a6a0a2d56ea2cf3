import { decide } from '../decide/decide.js';
import { LEASE_MS, OwnLedger, SETTLE_MS } from '../testing/ledger.js';
import { anEntry, anEvent, aPolicy, parkedStart } from '../testing/orders.js';
import { changeKnown } from './change-known.js';
import { claimDue } from './claim-due.js';
import { failClaim, giveBack } from './end-claim.js';
import { keepNewDecision, withdrawClaim } from './redecide.js';

let ledger: OwnLedger;
beforeAll(async () => {
  ledger = await OwnLedger.make(process.env.DATABASE_URL);
});
beforeEach(() => ledger.clear());
afterAll(() => ledger.drop());

async function due() {
  const limits = { count: 1, leaseMs: LEASE_MS, settleMs: SETTLE_MS, testMode: false, settingsVersion: 1 };
  const { claims } = await claimDue(ledger.pool, 'con_1', limits);
  const [claim] = claims;
  if (claim === undefined) throw new Error('nothing was due');
  return claim;
}

/** A parked order that the timer has just claimed. */
async function claimed() {
  await ledger.claim(anEntry(anEvent({ orderId: '1' }), { start: parkedStart() }));
  return due();
}

/** A newer revision of the order comes and is to be delivered. */
async function newerRevision() {
  const newer = anEvent({ orderId: '1', revision: 'rev-0002', modifiedAt: '2026-11-03T11:00:00Z' });
  const limits = { leaseMs: LEASE_MS, settleMs: SETTLE_MS, review: async () => {} };
  await changeKnown(ledger.pool, [anEntry(newer)], 'live', limits, async () => {});
}

const underVersion = (claim: Awaited<ReturnType<typeof claimed>>, version: number, enabled = true) =>
  decide(claim.event.order, aPolicy({}, enabled, version));

describe('keepNewDecision', () => {
  it('records the decision of other settings, and the one it replaces', async () => {
    const claim = await claimed();
    await keepNewDecision(ledger.pool, claim, underVersion(claim, 2));
    expect(await ledger.order('1')).toMatchObject({ outcome: 'deliver', settings_version: 2 });
    expect(await ledger.rows('select * from past_decisions')).toMatchObject([
      { order_id: '1', revision: anEvent().revision, settings_version: 1, outcome: 'deliver' },
    ]);
  });

  it('writes nothing when the settings are the same', async () => {
    const claim = await claimed();
    const before = await ledger.order('1');
    await keepNewDecision(ledger.pool, claim, underVersion(claim, 1));
    expect(await ledger.order('1')).toEqual(before);
    expect(await ledger.rows('select * from past_decisions')).toEqual([]);
  });

  it('leaves alone an order that has a newer revision by now', async () => {
    const claim = await claimed();
    await ledger.pool.query("update orders set revision = 'rev-0002'");
    await keepNewDecision(ledger.pool, claim, underVersion(claim, 2));
    expect(await ledger.order('1')).toMatchObject({ settings_version: 1 });
  });

  it('also when the newer revision is just being written', async () => {
    const claim = await claimed();
    const writer = await ledger.pool.connect();
    await writer.query('begin');
    await writer.query("update orders set revision = 'rev-0002'");
    const keeping = keepNewDecision(ledger.pool, claim, underVersion(claim, 2));
    await ledger.someoneWaits();
    await writer.query('commit');
    writer.release();
    await keeping;
    expect(await ledger.order('1')).toMatchObject({ revision: 'rev-0002', settings_version: 1 });
    expect(await ledger.rows('select * from past_decisions')).toEqual([]);
  });
});

describe('withdrawClaim', () => {
  it('removes the delivery, keeps the decision and tells of it through the outbox', async () => {
    const claim = await claimed();
    await withdrawClaim(ledger.pool, claim, underVersion(claim, 2, false));
    expect(await ledger.delivery('1')).toBeUndefined();
    expect(await ledger.order('1')).toMatchObject({
      outcome: 'hold',
      rule: 'connection',
      settings_version: 2,
    });
    expect(await ledger.outbox()).toMatchObject([
      { orderId: '1', state: 'held', rule: 'connection', settingsVersion: 2 },
    ]);
  });

  it('does nothing when the claim is somebody else’s by now', async () => {
    const claim = await claimed();
    await ledger.pool.query("update deliveries set attempt_id = 'another'");
    await withdrawClaim(ledger.pool, claim, underVersion(claim, 2, false));
    expect(await ledger.delivery('1')).toMatchObject({ attempt_id: 'another' });
    expect(await ledger.order('1')).toMatchObject({ outcome: 'deliver', settings_version: 1 });
    expect(await ledger.outbox()).toEqual([]);
  });

  it('keeps the delivery for a newer revision that came since the claim', async () => {
    const claim = await claimed();
    await newerRevision();
    expect(await ledger.delivery('1')).toMatchObject({ state: 'delivering', superseded: true });
    await withdrawClaim(ledger.pool, claim, underVersion(claim, 2, false));
    expect(await ledger.delivery('1')).toMatchObject({
      state: 'parked',
      superseded: false,
      doubt: false,
      attempt_id: null,
      lease_until: null,
    });
    expect(await ledger.order('1')).toMatchObject({ revision: 'rev-0002', outcome: 'deliver' });
    expect(await ledger.outbox()).toEqual([]);
    expect(await due()).toMatchObject({ event: { revision: 'rev-0002' }, doubt: false });
  });
});

describe('giveBack', () => {
  it('leaves the order parked, as sure or as doubtful as it was', async () => {
    for (const doubt of [false, true]) {
      await ledger.clear();
      const claim = await claimed();
      await ledger.pool.query('update deliveries set doubt = $1, superseded = $1', [doubt]);
      await giveBack(ledger.pool, claim, 5_000);
      expect(await ledger.delivery('1')).toMatchObject({
        state: 'parked',
        attempt_id: null,
        lease_until: null,
        doubt,
        superseded: doubt,
      });
      expect(await ledger.secondsTo('1', 'due_at')).toBeGreaterThan(3);
      expect(await ledger.secondsTo('1', 'due_at')).toBeLessThanOrEqual(5);
    }
  });

  it('does not touch a claim that is somebody else’s by now', async () => {
    const claim = await claimed();
    await ledger.pool.query("update deliveries set attempt_id = 'another'");
    await giveBack(ledger.pool, claim, 0);
    expect(await ledger.delivery('1')).toMatchObject({ state: 'delivering', attempt_id: 'another' });
  });
});

describe('failClaim', () => {
  it('fails the delivery with the reason, and tells of it through the outbox', async () => {
    const claim = await claimed();
    await failClaim(ledger.pool, claim, 'it cannot be read');
    expect(await ledger.delivery('1')).toMatchObject({
      state: 'failed',
      reason: 'it cannot be read',
      attempt_id: null,
      due_at: null,
      superseded: false,
      settled_at: expect.any(Date),
    });
    expect(await ledger.outbox()).toMatchObject([
      { orderId: '1', revision: anEvent().revision, state: 'failed', reason: 'it cannot be read' },
    ]);
  });

  it('keeps the doubt: an earlier request may have reached the WMS', async () => {
    const claim = await claimed();
    await ledger.pool.query('update deliveries set doubt = true');
    await failClaim(ledger.pool, claim, 'it cannot be read');
    expect(await ledger.delivery('1')).toMatchObject({ state: 'failed', doubt: true });
  });

  it('does nothing when the claim is somebody else’s by now', async () => {
    const claim = await claimed();
    await ledger.pool.query("update deliveries set attempt_id = 'another'");
    await failClaim(ledger.pool, claim, 'it cannot be read');
    expect(await ledger.delivery('1')).toMatchObject({ state: 'delivering' });
    expect(await ledger.outbox()).toEqual([]);
  });
});
