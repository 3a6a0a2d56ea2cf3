import { type FakeInstallation, fakeInstallation } from '../testing/fake-installation.js';

const ITEM = {
  connectionId: 'con_1',
  orderId: '7',
  state: 'held',
  rule: 'item-code',
  reason: 'line 2 has no code',
  joorStatus: 'approved',
  purchaseOrder: 'PO-7',
  customerCode: 'C-1',
  customerName: 'Maison Lumière',
  currency: 'EUR',
  total: '400.00',
  wmsOrderId: null,
  modifiedAt: '2026-11-24T14:00:00Z',
  firstSeenAt: '2026-11-24T14:01:00Z',
};
const ORDER = {
  ...ITEM,
  decision: {
    outcome: 'hold',
    settingsVersion: 3,
    decidedAt: '2026-11-24T14:01:01Z',
    explanation: [
      { rule: 'order-status', verdict: 'pass', text: 'Approved is wanted' },
      { rule: 'item-code', verdict: 'hold', text: 'line 2 has neither UPC nor style' },
    ],
  },
  delivery: { state: 'parked', attempts: 2, wmsOrderId: null, dueAt: '2026-11-24T15:10:00Z', doubt: true },
  attempts: [
    {
      startedAt: '2026-11-24T14:30:00Z',
      answer: 'ambiguous',
      status: 502,
      reason: 'answered 502: Bad\nGateway',
    },
    {
      startedAt: '2026-11-24T14:31:00Z',
      answer: 'unavailable',
      status: null,
      reason: null,
      responseBody: 'none',
    },
  ],
  reviews: [
    {
      openedAt: '2026-11-24T14:40:00Z',
      state: 'open',
      kind: 'edited',
      changes: [{ what: 'quantity of line 1', before: '10', after: '12' }],
    },
  ],
};
const PAGES: Record<string, object> = {
  '': { items: [ITEM], nextCursor: 'two' },
  two: { items: [{ ...ITEM, orderId: '8' }], nextCursor: null },
};

let installation: FakeInstallation;
beforeAll(async () => {
  installation = await fakeInstallation({
    router: {
      'GET /v1/orders': ({ query: { orderId, cursor = '' } }) => {
        if (orderId === '7') return { body: { items: [ITEM], nextCursor: null } };
        if (orderId === '8') return { body: { items: [ITEM, { ...ITEM, connectionId: 'con_2' }] } };
        if (orderId !== undefined) return { body: { items: [] } };
        return { body: PAGES[cursor] };
      },
      'GET /v1/connections/con_1/orders/7': { body: ORDER },
      'GET /v1/connections/con_2/orders/7': {
        body: { ...ITEM, decision: ORDER.decision, delivery: null, attempts: [], reviews: [] },
      },
      'POST /v1/connections/con_1/orders/7/actions/retry': { body: { ...ORDER, state: 'delivering' } },
      'POST /v1/connections/con_1/orders/7/actions/re-decide': {
        body: { ...ORDER, state: 'skipped', delivery: null },
      },
      'POST /v1/connections/con_1/orders/7/actions/mark-done': { body: { ...ORDER, state: 'delivered' } },
      'POST /v1/connections/con_1/orders/7/actions/cancel': {
        status: 409,
        body: { title: 'Conflict', detail: 'The order is delivered already.' },
      },
    },
  });
});
afterAll(() => installation.close());
beforeEach(() => installation.router.asked.splice(0));

describe('orders list', () => {
  it('asks for what the options say', async () => {
    await installation.joorctl(
      ...['orders', 'list', '--connection', 'con_1', '--po', 'PO 7', '--customer', 'C-1', '--state', 'held'],
      ...['--from', '2d', '--to', '2026-11-24', '--limit', '10', '--cursor', 'two'],
    );
    expect(installation.router.asked[0]).toMatchObject({
      headers: { authorization: 'Bearer jb_test_secret' },
      query: {
        connectionId: 'con_1',
        purchaseOrder: 'PO 7',
        customer: 'C-1',
        state: 'held',
        from: '2026-11-22T15:00:00.000Z',
        to: '2026-11-24T00:00:00.000Z',
        limit: '10',
        cursor: 'two',
      },
    });
  });

  it('is a table, and says how to go on', async () => {
    const { out, code } = await installation.joorctl('orders', 'list');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^ORDER +PO +CUSTOMER +TOTAL +STATE +WMS ORDER +MODIFIED +REASON\ncon_1:7 +PO-7 +Maison Lumière +400\.00 EUR +held/,
    );
    expect(out).toContain('--cursor two');
  });

  it('follows every page with --all', async () => {
    const { out } = await installation.joorctl('orders', 'list', '--all', '--json');
    expect(JSON.parse(out)).toMatchObject({ items: [{ orderId: '7' }, { orderId: '8' }], nextCursor: null });
  });

  it('says that there are none', async () => {
    expect((await installation.joorctl('orders', 'list', '--order', '99')).out).toBe('No such orders.\n');
  });

  it.each([
    [['--state', 'lost'], 'Allowed choices are'],
    [['--limit', '0'], 'whole number'],
    [['--from', 'soon'], '--from takes a time'],
  ])('refuses %j', async (options, words) => {
    const { code, err } = await installation.joorctl('orders', 'list', ...options);
    expect([code, err]).toEqual([2, expect.stringContaining(words)]);
    expect(installation.router.asked).toEqual([]);
  });
});

describe('orders show', () => {
  it('explains every rule, what was tried and what is next', async () => {
    const { out } = await installation.joorctl('orders', 'show', 'con_1:7');
    expect(out).toMatch(/state +held\nreason +line 2 has no code/);
    expect(out).toMatch(/tries +2, the next at 2026-11-24T15:10:00Z\ndoubt +a try may have reached the WMS/);
    expect(out).toContain('Decision: hold, under settings version 3');
    expect(out).toMatch(/item-code +hold +line 2 has neither UPC nor style/);
    expect(out).toMatch(/2026-11-24T14:30:00Z +ambiguous +502 +answered 502: Bad Gateway/);
    expect(out).toMatch(/2026-11-24T14:31:00Z +unavailable +- +none/);
    expect(out).toMatch(/open +edited +quantity of line 1: 10 -> 12/);
  });

  it('leaves out what there is not', async () => {
    const { out } = await installation.joorctl('orders', 'show', 'con_2:7');
    expect(out).not.toMatch(/tries|Attempts|Reviews|doubt/);
  });

  it('gives scripts what the service said', async () => {
    const { out } = await installation.joorctl('orders', 'show', 'con_1:7', '--json');
    expect(JSON.parse(out)).toEqual(ORDER);
  });

  it("finds an order by JOOR's id alone", async () => {
    const { out } = await installation.joorctl('orders', 'show', '7');
    expect(out).toMatch(/^order +con_1:7/);
  });

  it('asks which when several connections have it', async () => {
    const { code, err } = await installation.joorctl('orders', 'show', '8');
    expect([code, err]).toEqual([2, expect.stringContaining('con_1:8, con_2:8')]);
  });

  it('says when nobody has it', async () => {
    const { code, err } = await installation.joorctl('orders', 'show', '99');
    expect([code, err]).toEqual([3, expect.stringContaining('No order 99 is known')]);
  });

  it("passes on the service's refusal", async () => {
    const { code, err } = await installation.joorctl('orders', 'show', 'con_1:404');
    expect([code, err]).toEqual([3, 'order-router answered 404: There is no such thing.\n']);
  });
});

describe('actions', () => {
  it.each([
    [['retry', 'con_1:7', '--reason', 'WMS is back'], { reason: 'WMS is back' }, 'now delivering'],
    [['mark-done', '7', '--wms-order-id', 'W-1'], { wmsOrderId: 'W-1' }, 'now delivered'],
    [['re-decide', 'con_1:7'], {}, 'now skipped'],
  ])('%j', async (args, body, words) => {
    const { out, code } = await installation.joorctl('orders', ...args);
    expect(code).toBe(0);
    expect(out).toContain(words);
    expect(installation.router.asked.at(-1)).toMatchObject({ method: 'POST', body });
  });

  it('says why one is refused', async () => {
    const { code, err } = await installation.joorctl('orders', 'cancel', 'con_1:7');
    expect([code, err]).toEqual([3, 'order-router answered 409: The order is delivered already.\n']);
  });
});
