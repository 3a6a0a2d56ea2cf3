import { decide } from '../decide/decide.js';
import { LEASE_MS, OwnLedger, SETTLE_MS } from '../testing/ledger.js';
import { anEntry, anEvent, aPolicy, parkedStart } from '../testing/orders.js';
import { claimDue } from './claim-due.js';
import { keepNewDecision, withdrawClaim } from './redecide.js';

let ledger: OwnLedger;
beforeAll(async () => {
  ledger = await OwnLedger.make(process.env.DATABASE_URL);
});
beforeEach(() => ledger.clear());
afterAll(() => ledger.drop());

/** A parked order that the timer has just claimed. */
async function claimed() {
  await ledger.claim(anEntry(anEvent({ orderId: '1' }), { start: parkedStart() }));
  const limits = { count: 1, leaseMs: LEASE_MS, settleMs: SETTLE_MS, testMode: false };
  const [claim] = await claimDue(ledger.pool, 'con_1', limits);
  if (claim === undefined) throw new Error('nothing was due');
  return claim;
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
});
