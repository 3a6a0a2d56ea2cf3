import { LEASE_MS, OwnLedger, SETTLE_MS } from '../testing/ledger.js';
import { anEntry, anEvent, parkedStart, sendNow } from '../testing/orders.js';
import { changeKnown } from './change-known.js';
import { claimDue } from './claim-due.js';

let ledger: OwnLedger;
beforeAll(async () => {
  ledger = await OwnLedger.make(process.env.DATABASE_URL);
});
beforeEach(() => ledger.clear());
afterAll(() => ledger.drop());

const TIMES = { leaseMs: LEASE_MS, settleMs: SETTLE_MS };
const claim = async (settingsVersion: number) =>
  (await claimDue(ledger.pool, 'con_1', { ...TIMES, count: 10, testMode: false, settingsVersion })).claims;
const LATER = { orderId: '1', revision: 'rev-0002', modifiedAt: '2026-11-04T00:00:00Z' };
const sentUnder = async () => (await ledger.delivery('1'))?.settings_version;

/** The order `1` is in the ledger, decided under version 1. */
const parked = () => ledger.claim(anEntry(anEvent({ orderId: '1' }), { start: parkedStart() }));

describe('the settings that a delivery is sent under', () => {
  it('are those that decided it when it was new', async () => {
    await ledger.claim(anEntry(anEvent({ orderId: '1' }), { start: sendNow() }));
    expect(await sentUnder()).toBe(1);
  });

  it('are those of the claim when the timer sends it', async () => {
    await parked();
    expect(await claim(4)).toMatchObject([{ settingsVersion: 1, sentUnder: 4 }]);
    expect(await sentUnder()).toBe(4);
  });

  it('stay what they were while it is in doubt, whoever claims it', async () => {
    await parked();
    await claim(3);
    for (const version of [4, 5]) {
      await ledger.expire('1');
      expect(await claim(version)).toMatchObject([{ doubt: true, sentUnder: 3 }]);
    }
    expect(await sentUnder()).toBe(3);
  });

  it.each([
    ['takes a parked one’s place', 'parked', 'repark'],
    ['is sent after a failed one', 'failed', 'take'],
  ] as const)('are those of the newer revision that %s', async (_, state, action) => {
    await parked();
    await ledger.pool.query('update deliveries set state = $1', [state]);
    const { decision, ...entry } = anEntry(anEvent(LATER));
    const newer = { ...entry, decision: decision && { ...decision, settingsVersion: 7 } };
    const limits = { ...TIMES, review: async () => {} };
    const [changed] = await changeKnown(ledger.pool, [newer], 'live', limits, async () => {});
    expect(changed?.action).toBe(action);
    expect(await sentUnder()).toBe(7);
  });
});

describe('whether JOOR has cancelled a claimed order', () => {
  it('is told by its newest revision', async () => {
    await parked();
    expect(await claim(1)).toMatchObject([{ cancelledInJoor: false }]);
    await ledger.expire('1');
    await ledger.pool.query("update orders set joor_status = 'cancelled'");
    expect(await claim(1)).toMatchObject([{ cancelledInJoor: true }]);
  });
});
