import { ORDER_STATUSES, type Settings } from '@joor-bridge/contracts';
import type { Sandbox } from '@joor-bridge/sandbox';
import { testServers } from '@joor-bridge/service-kit/testing';
import { eventually } from '@joor-bridge/testing';
import { type OrderRecord, orderRecord } from '../stage/order-record.js';
import { type OrderSummary, RouterApi } from '../stage/router-api.js';
import type { Stage } from '../stage/stage.js';
import { openWithSandbox, wmsUrl } from '../stage/with-sandbox.js';

/**
 * The JOOR settings as a brand sees them: one connection for each option, the same orders on the topic for each,
 * a real order-router between the real broker and a simulated WMS.
 */
interface Row {
  readonly settings: Partial<Settings>;
  /** The orders that reach the WMS, by the name they have below. */
  readonly delivered: readonly string[];
  /** Every other order, and why it stays. */
  readonly skipped: Readonly<Record<string, string>>;
}

const statusReason = (option: string, status: string) =>
  `the order is ${status}, Joor Order Status is ${option}${status === 'in_progress' ? '; it waits until it is finished in JOOR' : ''}`;

/** Statuses are named as the orders of {@link BY_STATUS}. */
const statusRow = (option: Settings['joor.orderStatus'], ...delivered: string[]): Row => ({
  settings: { 'joor.orderStatus': option },
  delivered,
  skipped: Object.fromEntries(
    ORDER_STATUSES.filter((status) => !delivered.includes(status)).map((status) => [
      status,
      statusReason(option, status),
    ]),
  ),
});

const JOOR_ORDER_STATUS: readonly Row[] = [
  statusRow('Notes', 'notes'),
  statusRow('Approved & Shipped', 'approved', 'shipped'),
  statusRow('Pending & Returned', 'pending', 'returned'),
  statusRow('All Orders & Notes', 'pending', 'approved', 'shipped', 'notes', 'returned'),
  statusRow('Cancelled', 'cancelled'),
  statusRow('Approved', 'approved'),
  statusRow('Shipped', 'shipped'),
  { ...statusRow('Approved', 'approved'), settings: {} },
];

const WAREHOUSE_CODE: readonly Row[] = [
  {
    settings: { 'joor.warehouseCode': '' },
    delivered: ['EAST', 'EAST-in-spaces', 'east', 'WEST', 'no-warehouse'],
    skipped: {},
  },
  {
    settings: { 'joor.warehouseCode': 'EAST' },
    delivered: ['EAST', 'EAST-in-spaces'],
    skipped: {
      east: 'warehouse "east", Warehouse Code is "EAST"; they differ only in upper and lower case',
      WEST: 'warehouse "WEST", Warehouse Code is "EAST"',
      'no-warehouse': 'warehouse "", Warehouse Code is "EAST"',
    },
  },
  {
    settings: { 'joor.warehouseCode': ' WEST ' },
    delivered: ['WEST'],
    skipped: {
      EAST: 'warehouse "EAST", Warehouse Code is "WEST"',
      'EAST-in-spaces': 'warehouse "EAST", Warehouse Code is "WEST"',
      east: 'warehouse "east", Warehouse Code is "WEST"',
      'no-warehouse': 'warehouse "", Warehouse Code is "WEST"',
    },
  },
];

const NO_CUSTOMER = 'no customer code, Skip Empty Customer Code is Yes';
const SKIP_EMPTY_CUSTOMER_CODE: readonly Row[] = [
  {
    settings: { 'joor.skipEmptyCustomerCode': 'Yes' },
    delivered: ['C-1001'],
    skipped: { 'no-code': NO_CUSTOMER, 'only-spaces': NO_CUSTOMER },
  },
  {
    settings: { 'joor.skipEmptyCustomerCode': 'No' },
    delivered: ['C-1001', 'no-code', 'only-spaces'],
    skipped: {},
  },
  { settings: {}, delivered: ['C-1001'], skipped: { 'no-code': NO_CUSTOMER, 'only-spaces': NO_CUSTOMER } },
];

type MakeOrder = (connectionId: string, orderId: string) => OrderRecord;

const BY_STATUS: Readonly<Record<string, MakeOrder>> = Object.fromEntries(
  ORDER_STATUSES.map((status) => [
    status,
    (connection: string, id: string) => orderRecord(connection, id, { status }),
  ]),
);
const inWarehouse =
  (code: string): MakeOrder =>
  (connection, id) =>
    orderRecord(connection, id, { warehouse: { code } });
const BY_WAREHOUSE: Readonly<Record<string, MakeOrder>> = {
  EAST: inWarehouse('EAST'),
  'EAST-in-spaces': inWarehouse(' EAST '),
  east: inWarehouse('east'),
  WEST: inWarehouse('WEST'),
  'no-warehouse': inWarehouse(''),
};
const ofCustomer =
  (code: string): MakeOrder =>
  (connection, id) =>
    orderRecord(connection, id, { customer: { code } });
const BY_CUSTOMER: Readonly<Record<string, MakeOrder>> = {
  'C-1001': ofCustomer('C-1001'),
  'no-code': ofCustomer(''),
  'only-spaces': ofCustomer('  '),
};

/** One setting: its rows, the orders they are shown, the rule that speaks for it. */
const TABLES = [
  { title: 'Joor Order Status', rule: 'order-status', rows: JOOR_ORDER_STATUS, orders: BY_STATUS },
  { title: 'Warehouse Code', rule: 'warehouse-code', rows: WAREHOUSE_CODE, orders: BY_WAREHOUSE },
  {
    title: 'Skip Empty Customer Code',
    rule: 'customer-code',
    rows: SKIP_EMPTY_CUSTOMER_CODE,
    orders: BY_CUSTOMER,
  },
] as const;

const connectionOf = (title: string, at: number) => `${title.toLowerCase().replaceAll(' ', '-')}-${at}`;

let stage: Stage;
let sandbox: Sandbox;
let router: RouterApi;
let close: () => Promise<void>;

beforeAll(async () => {
  const { kafkaBrokers, databaseUrl } = testServers();
  ({ stage, sandbox, close } = await openWithSandbox({ brokers: kafkaBrokers.split(','), databaseUrl }));
  const records: OrderRecord[] = [];
  for (const { title, rows, orders } of TABLES) {
    for (const [at, { settings }] of rows.entries()) {
      const connectionId = connectionOf(title, at);
      const destination = { url: wmsUrl(sandbox, connectionId) };
      await stage.connect({ connectionId, settings, destination });
      for (const [name, make] of Object.entries(orders)) records.push(make(connectionId, name));
    }
  }
  router = new RouterApi(await stage.start('order-router'));
  await stage.publish(records);
  await eventually(async () => {
    const found = await router.orders();
    return found.length === records.length && found.every(({ state }) => state !== 'delivering');
  });
});
afterAll(() => close?.());

const idsAt = (connectionId: string) =>
  sandbox.effects.list(`wms-${connectionId}`).map(({ externalId }) => externalId.split(':')[1]);

describe.each(TABLES)('$title', ({ title, rule, rows, orders }) => {
  describe.each(rows.map((row, at) => ({ ...row, connectionId: connectionOf(title, at) })))(
    '$settings delivers $delivered',
    ({ delivered, skipped, connectionId }) => {
      it('and nothing else reaches the WMS, each order once', () => {
        expect(idsAt(connectionId).sort()).toEqual([...delivered].sort());
        expect(sandbox.effects.totals(`wms-${connectionId}`).duplicates).toBe(0);
      });

      it('and says of every other order why it stays', async () => {
        const found = await router.orders({ connectionId });
        const reasonOf = ({ orderId, reason }: OrderSummary) => [orderId, reason];
        const stay = found.filter(({ state }) => state !== 'delivered');
        expect(Object.fromEntries(stay.map(reasonOf))).toEqual(skipped);
        expect(stay.every((order) => order.state === 'skipped' && order.rule === rule)).toBe(true);
        expect(found).toHaveLength(Object.keys(orders).length);
      });

      it('and explains every order by all rules', async () => {
        for (const orderId of Object.keys(orders)) {
          const { decision } = await router.order(connectionId, orderId);
          const objecting = decision.explanation.filter(({ verdict }) => verdict !== 'pass');
          expect(decision.explanation).toHaveLength(11);
          expect(objecting.map(({ rule, text }) => [rule, text])).toEqual(
            delivered.includes(orderId) ? [] : [[rule, skipped[orderId]]],
          );
        }
      });
    },
  );
});
