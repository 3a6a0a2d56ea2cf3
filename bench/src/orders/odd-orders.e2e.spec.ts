import type { Order } from '@joor-bridge/contracts';
import type { Sandbox } from '@joor-bridge/sandbox';
import { testServers } from '@joor-bridge/service-kit/testing';
import { anOrderLine, eventually, type Overrides } from '@joor-bridge/testing';
import { orderRecord, orderRecords } from '../stage/order-record.js';
import { RouterApi } from '../stage/router-api.js';
import type { Stage } from '../stage/stage.js';
import { openWithSandbox, wmsUrl } from '../stage/with-sandbox.js';

/** Orders that are valid and odd: each has its one effect, and those beside it do not notice. */
const LONG = 'x'.repeat(20_000);
const deep = (levels: number): unknown => {
  let value: unknown = 'bottom';
  for (let at = 0; at < levels; at += 1) value = [value];
  return value;
};

const ODD: Readonly<Record<string, Overrides<Order>>> = {
  'NUL characters': {
    comments: 'a\u0000b',
    customer: { name: '\u0000', code: 'C\u00001' },
    purchaseOrder: '\u0000',
  },
  'halves of surrogate pairs': {
    comments: '\ud800',
    customer: { name: 'A\udfffB' },
    shipTo: { city: '\udc00' },
  },
  'every kind of line end and quote': {
    comments: '\r\n\u2028\u2029"\\\'`$<!--&amp;',
    purchaseOrder: '"; drop table',
  },
  'right-to-left and combining characters': {
    customer: { name: '\u202eabc\u0301\u0489' },
    comments: '\ufeff\u200b',
  },
  'the longest texts': {
    comments: LONG,
    internalComments: LONG,
    customer: { name: LONG },
    purchaseOrder: LONG,
  },
  '2,000 lines': {
    lines: Array.from({ length: 2_000 }, (_, at) => anOrderLine({ key: `k${at}`, upc: `8${at}` })),
  },
  'two lines with one key': { lines: [anOrderLine(), anOrderLine()] },
  'the largest numbers': {
    total: '999999999999999.999999',
    lines: [anOrderLine({ quantity: Number.MAX_SAFE_INTEGER, price: '-999999999999999.999999' })],
  },
  'dates at the ends of time': {
    createdAt: '0001-01-01T00:00:00Z',
    modifiedAt: '9999-12-31T23:59:59.999999Z',
  },
  'names of the language': {
    customer: { code: '__proto__', name: 'constructor' },
    purchaseOrder: 'toString',
  },
};

let stage: Stage;
let sandbox: Sandbox;
let router: RouterApi;
let close: () => Promise<void>;

const names = Object.keys(ODD);
const ODD_IDS = ['a/b?c#d%20', 'con_1:1', '..', '__proto__', "';--", 'x'.repeat(64)];
const idOf = (name: string) => String(7_000 + names.indexOf(name));
const GOOD = 200;

beforeAll(async () => {
  const { kafkaBrokers, databaseUrl } = testServers();
  ({ stage, sandbox, close } = await openWithSandbox({ brokers: kafkaBrokers.split(','), databaseUrl }));
  await stage.connect({ connectionId: 'con_1', destination: { url: wmsUrl(sandbox, 'odd') } });
  router = new RouterApi(await stage.start('order-router'));
  const odd = names.map((name) => orderRecord('con_1', idOf(name), ODD[name]));
  const nested = orderRecord('con_1', 'nested');
  const withMore = { ...nested, value: { ...nested.value, more: deep(3_000) } };
  const oddIds = ODD_IDS.map((id) => orderRecord('con_1', id));
  await stage.publish([...orderRecords('con_1', GOOD), ...odd, withMore, ...oddIds]);
  await eventually(() => sandbox.effects.totals('wms-odd').distinct >= GOOD, { timeoutMs: 20_000 });
});
afterAll(() => close?.());

const detail = (orderId: string) =>
  eventually(async () => {
    const order = await router.order('con_1', orderId);
    expect(order.state).toBe('delivered');
    return order;
  });

it.each(names)('an order with %s has one effect and can be read', async (name) => {
  const order = await detail(idOf(name));
  expect(order.decision.outcome).toBe('deliver');
  expect(sandbox.effects.find('wms-odd', `con_1:${idOf(name)}`)?.count).toBe(1);
});

it('an order with a field of a later version, 3,000 levels deep, has one effect', async () => {
  expect((await detail('nested')).decision.outcome).toBe('deliver');
  expect(sandbox.effects.find('wms-odd', 'con_1:nested')?.count).toBe(1);
});

it('an edit of each is a task with what changed', async () => {
  // lines are told apart by their keys: two of one key cannot be compared
  for (const name of names.filter((one) => one !== 'two lines with one key')) {
    const edit = orderRecord('con_1', idOf(name), {
      ...ODD[name],
      seasonCode: 'FW27',
      modifiedAt: '9999-12-31T23:59:59.999999Z',
    });
    await stage.publish([edit]);
    await eventually(async () => {
      const { reviews } = await router.order('con_1', idOf(name));
      expect([name, reviews[0]?.changes]).toEqual([
        name,
        [{ what: 'seasonCode', before: 'SS27', after: 'FW27' }],
      ]);
      return true;
    });
  }
});

it('all of them are found by the list', async () => {
  const found = new Set((await router.orders()).map(({ orderId }) => orderId));
  expect(names.filter((name) => !found.has(idOf(name)))).toEqual([]);
});

it.each(ODD_IDS)('an order with the id %j has one effect', async (id) => {
  await eventually(() => sandbox.effects.find('wms-odd', `con_1:${id}`)?.count === 1);
});
