import { type Sandbox, startSandbox } from '@joor-bridge/sandbox';
import { Pool } from 'undici';
import { connectorConformance } from '../conformance/connector-conformance.js';
import type { Stage } from '../conformance/stage.js';
import type { Link } from '../connector.js';
import { skubana } from './connector.js';
import { orderNumber } from './order-number.js';
import { exchangeSkubanaCode, SkubanaExchangeFailed } from './token-exchange.js';

const TOKEN = 'c0ffee00-1111-2222-3333-444455556666';
type World = Sandbox['skubana']['production'];

let sandbox: Sandbox;
let settings: World['settings'];
beforeAll(async () => {
  sandbox = await startSandbox();
  settings = sandbox.skubana.production.settings;
});
afterAll(() => sandbox.close());

async function open(behaviour: Partial<World['settings']>): Promise<Stage> {
  sandbox.reset();
  const world = sandbox.skubana.production;
  world.settings = { ...settings, tokens: [TOKEN], ...behaviour };
  return {
    url: sandbox.urls.skubanaProduction,
    befall: async (...faults) => world.faults.set(faults),
    refuseConnections: async () => {
      world.faults.set([{ kind: 'outage', how: 'refused' }]);
      await sandbox.settled();
    },
    effects: ({ externalId }) =>
      sandbox.effects.find(world.name, orderNumber('JOOR-', externalId))?.count ?? 0,
    close: async () => {
      world.faults.clear();
      await sandbox.settled();
    },
  };
}

const VARIANTS: readonly (readonly [string, Link['options'], Partial<World['settings']>])[] = [
  ['a list, duplicates refused', {}, { body: 'array', duplicates: 'refuse' }],
  ['an object, duplicates doubled', { body: 'object' }, { body: 'object', duplicates: 'double' }],
  ['look-ups that match parts', {}, { substringLookUp: true, duplicates: 'double' }],
];

describe.each(VARIANTS)('%s', (_, options, behaviour) => {
  connectorConformance({
    connector: skubana,
    options: { salesChannelId: 4711, ...options },
    credentials: { kind: 'skubana', accessToken: TOKEN },
    secrets: [TOKEN],
    createMethod: 'PUT',
    open: () => open(behaviour),
    refusable: (deliverable) => {
      const { order } = deliverable;
      return { ...deliverable, order: { ...order, shipTo: { ...order.shipTo, line1: '' } } };
    },
  });
});

it('exchanges the code of an install for a token that works, once', async () => {
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
  }
});
