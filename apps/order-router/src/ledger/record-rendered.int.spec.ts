import { OwnLedger } from '../testing/ledger.js';
import { anEntry, anEvent, parkedStart } from '../testing/orders.js';
import { recordRendered } from './record-rendered.js';

let ledger: OwnLedger;
beforeAll(async () => {
  ledger = await OwnLedger.make(process.env.DATABASE_URL);
});
beforeEach(() => ledger.clear());
afterAll(() => ledger.drop());

const rendered = (body: string, parts: Parameters<typeof anEvent>[0] = {}) =>
  anEntry(anEvent(parts), { start: { state: 'would-deliver', testMode: true, body } });
const bodies = async () =>
  (await ledger.rows('select request_body from attempts order by request_body')).map(
    (row) => row.request_body,
  );

describe('recordRendered', () => {
  it('keeps the exact body, as an attempt that was never sent', async () => {
    await recordRendered(ledger.pool, [rendered('{"total":"400.00"}', { revision: 'rev-0001' })]);
    expect(await ledger.rows('select * from attempts')).toMatchObject([
      {
        connection_id: 'con_1',
        order_id: '100001',
        attempt_id: 'rendered-rev-0001-1',
        revision: 'rev-0001',
        settings_version: 1,
        answer: 'would-deliver',
        status: null,
        duration_ms: 0,
        request_body: '{"total":"400.00"}',
      },
    ]);
  });

  it('keeps a body once, and that of another settings version or revision beside it', async () => {
    await recordRendered(ledger.pool, [rendered('a')]);
    await recordRendered(ledger.pool, [rendered('a')]);
    const later = rendered('b');
    const decision = later.decision && { ...later.decision, settingsVersion: 2 };
    await recordRendered(ledger.pool, [{ ...later, decision }, rendered('a', { revision: 'rev-0002' })]);
    expect(await bodies()).toEqual(['a', 'a', 'b']);
  });

  it('has nothing to do with what is sent, parked or skipped', async () => {
    const skipped = anEntry(anEvent({ order: { status: 'pending' } }));
    await recordRendered(ledger.pool, [
      anEntry(anEvent()),
      anEntry(anEvent(), { start: parkedStart() }),
      skipped,
    ]);
    expect(await bodies()).toEqual([]);
  });
});
