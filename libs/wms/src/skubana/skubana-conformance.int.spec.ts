import { type Sandbox, startSandbox } from '@joor-bridge/sandbox';
import { Pool } from 'undici';
import { connectorConformance, readingConformance } from '../conformance/connector-conformance.js';
import { productReading } from '../conformance/product-reading.js';
import type { Stage, Subject } from '../conformance/stage.js';
import { stockReading } from '../conformance/stock-reading.js';
import type { Link } from '../connector.js';
import { skubana } from './connector.js';
import { orderNumber } from './order-number.js';
import { exchangeSkubanaCode, SkubanaExchangeFailed } from './token-exchange.js';

const TOKEN = 'c0ffee00-1111-2222-3333-444455556666';
type World = Sandbox['skubana']['production'];

/** A world of its own for each stage, since cases may run side by side. */
async function open(behaviour: Partial<World['settings']>): Promise<Stage> {
  const sandbox = await startSandbox();
  const world = sandbox.skubana.production;
  world.settings = { ...world.settings, tokens: [TOKEN], ...behaviour };
  return {
    url: sandbox.urls.skubanaProduction,
    befall: async (...faults) => world.faults.set(faults),
    refuseConnections: async () => {
      world.faults.set([{ kind: 'outage', how: 'refused' }]);
      await sandbox.settled();
    },
    goods: {
      stock: (levels) => world.goods.stock.replace(levels.map((level) => ({ ...level }))),
      styles: (styles) => world.goods.styles.replace(styles.map((style) => ({ ...style }))),
      repeatPages: () => {
        world.settings = { ...world.settings, ignoresPage: true };
      },
    },
    effects: ({ externalId }) =>
      sandbox.effects.find(world.name, orderNumber('JOOR-', externalId))?.count ?? 0,
    close: () => sandbox.close(),
  };
}

/** No pace to wait for, and pages as the suite wants them. */
const READING = { stockPageSize: 10, productsPageSize: 10, totalsPerSecond: 1_000, readsPerSecond: 1_000 };

const VARIANTS: readonly (readonly [string, Link['options'], Partial<World['settings']>])[] = [
  ['a list, duplicates refused', {}, { body: 'array', duplicates: 'refuse' }],
  ['an object, duplicates doubled', { body: 'object' }, { body: 'object', duplicates: 'double' }],
  ['look-ups that match parts', {}, { substringLookUp: true, duplicates: 'double' }],
];

const subject = (options: Link['options'], behaviour: Partial<World['settings']>): Subject => ({
  connector: skubana,
  options: { salesChannelId: 4711, ...options },
  pulls: true,
  credentials: { kind: 'skubana', accessToken: TOKEN },
  secrets: [TOKEN],
  createMethod: 'PUT',
  open: () => open(behaviour),
  refusable: (deliverable) => {
    const { order } = deliverable;
    return { ...deliverable, order: { ...order, shipTo: { ...order.shipTo, line1: '' } } };
  },
});

describe.each(VARIANTS)('%s', (_, options, behaviour) => connectorConformance(subject(options, behaviour)));

describe('reading', () => readingConformance(subject(READING, {})));

describe('reading stock per warehouse, locked quantities taken off', () => {
  stockReading(subject({ ...READING, stockMode: 'per-warehouse', subtractLockedQuantity: true }, {}));
});

describe('reading by listing', () => {
  productReading(subject({ ...READING, itemSku: 'listing-sku' }, {}));
});

it('exchanges the code of an install for a token that works, once', async () => {
  const sandbox = await startSandbox();
  const world = sandbox.skubana.sandbox;
  const url = sandbox.urls.skubanaSandbox;
  const dispatcher = new Pool(url);
  const install = {
    appUrl: url,
    appKey: world.settings.appKey,
    appSecret: world.settings.appSecret,
    code: world.newCode(),
    redirectUri: 'https://bridge.example/install',
    dispatcher,
  };
  try {
    const credentials = await exchangeSkubanaCode(install);
    const options = { salesChannelId: 4711 };
    const wms = skubana.connect({ url, credentials, options, dispatcher, timeoutMs: 2_000 });
    expect(await wms.check()).toMatchObject({ ok: true });
    await expect(exchangeSkubanaCode(install)).rejects.toThrow(SkubanaExchangeFailed);
  } finally {
    await dispatcher.destroy();
    await sandbox.close();
  }
});
