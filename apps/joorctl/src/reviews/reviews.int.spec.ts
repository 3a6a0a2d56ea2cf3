import { type FakeInstallation, fakeInstallation } from '../testing/fake-installation.js';

const REVIEW = {
  id: '0192-a',
  connectionId: 'con_1',
  orderId: '7',
  kind: 'edited',
  state: 'open',
  openedAt: '2026-11-24T14:00:00.000Z',
  changes: [
    { what: 'quantity of line 1', before: '10', after: '12' },
    { what: 'purchaseOrder', before: 'PO-1', after: 'PO\u001b[2J-2' },
  ],
};
const CANCELLED = {
  ...REVIEW,
  id: '0192-b',
  connectionId: 'con_2',
  orderId: '8',
  kind: 'cancelled',
  changes: [],
};

let installation: FakeInstallation;
let open: unknown[] = [];
beforeAll(async () => {
  installation = await fakeInstallation({
    router: {
      'GET /v1/reviews': () => ({ body: open }),
      'POST /v1/reviews/0192-a/close': { body: { ...REVIEW, state: 'closed' } },
      'POST /v1/reviews/gone/close': { status: 404, body: { detail: 'There is no such open review.' } },
    },
  });
});
afterAll(() => installation.close());
beforeEach(() => {
  open = [REVIEW, CANCELLED];
});
const reviews = (...args: string[]) => installation.joorctl('reviews', ...args);

it('lists the open ones with what changed, safe for a terminal', async () => {
  const { code, out } = await reviews('list');
  expect(code).toBe(0);
  expect(out).toMatch(/^REVIEW +ORDER +OPENED +KIND +WHAT CHANGED\n/);
  expect(out).toMatch(
    /0192-a +con_1:7 +2026-11-24T14:00:00\.000Z +edited +quantity of line 1: 10 -> 12; purchaseOrder: PO-1 -> PO \[2J-2\n/,
  );
  expect(out).toMatch(/0192-b +con_2:8 +\S+ +cancelled\n/);
});

it.each([
  [['--connection', 'con_1'], ['0192-a']],
  [['--order', '8'], ['0192-b']],
  [['--kind', 'cancelled'], ['0192-b']],
  [['--kind', 'cancelled', '--connection', 'con_1'], []],
  [[], ['0192-a', '0192-b']],
])('%j leaves %j', async (filter, ids) => {
  const { out } = await reviews('list', '--json', ...filter);
  const { items, more } = JSON.parse(out) as { items: { id: string }[]; more: boolean };
  expect([items.map(({ id }) => id), more]).toEqual([ids, false]);
});

it('gives scripts all of it', async () => {
  expect(JSON.parse((await reviews('list', '--json')).out)).toEqual({
    items: [REVIEW, CANCELLED],
    more: false,
  });
});

it('says that there are none, and when there may be more', async () => {
  open = [];
  expect((await reviews('list')).out).toBe('No open reviews.\n');
  open = Array.from({ length: 500 }, () => REVIEW);
  expect((await reviews('list', '--order', '99')).out).toBe(
    'No open reviews.\n\nOnly the oldest 500 were looked at: close some to see the others.\n',
  );
  expect(JSON.parse((await reviews('list', '--json')).out).more).toBe(true);
});

it('closes one', async () => {
  expect(await reviews('close', '0192-a')).toMatchObject({
    code: 0,
    out: 'Review 0192-a of order con_1:7 is closed.\n',
  });
  expect(JSON.parse((await reviews('close', '0192-a', '--json')).out)).toEqual({
    ...REVIEW,
    state: 'closed',
  });
});

it('says when it is not open', async () => {
  expect(await reviews('close', 'gone')).toMatchObject({
    code: 3,
    err: 'order-router answered 404: There is no such open review.\n',
  });
});
