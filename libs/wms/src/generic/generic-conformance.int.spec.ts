import { type InstanceSettings, startSandbox } from '@joor-bridge/sandbox';
import { Pool } from 'undici';
import { connectorConformance, readingConformance } from '../conformance/connector-conformance.js';
import { freshOrder } from '../conformance/rehearsal.js';
import type { Stage, Subject } from '../conformance/stage.js';
import type { Link } from '../connector.js';
import { generic } from './connector.js';

const SIGNING_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLw12';
const BEARER = 'sesame-open-7781';
const REFUSED = 'PO-REFUSED';
const credentials = { kind: 'generic', signingSecret: SIGNING_SECRET, bearerToken: BEARER } as const;

/** A world of its own for each stage, since cases may run side by side and some close the port. */
async function open(behaviour: Partial<InstanceSettings>): Promise<Stage> {
  const sandbox = await startSandbox();
  const instance = sandbox.generic.instance('stage');
  const secrets = { signingSecret: SIGNING_SECRET, bearerToken: BEARER };
  instance.settings = { ...instance.settings, ...secrets, rejectContaining: REFUSED, ...behaviour };
  return {
    url: `${sandbox.urls.generic}/wms/stage`,
    befall: async (...faults) => instance.faults.set(faults),
    refuseConnections: async () => {
      sandbox.faultsOf('generic')?.set([{ kind: 'outage', how: 'refused' }]);
      await sandbox.settled();
    },
    goods: {
      stock: (levels) => instance.stock.replace(levels.map((level) => ({ ...level }))),
      styles: (styles) => instance.styles.replace(styles.map((style) => ({ ...style }))),
      repeatPages: () => {
        instance.settings = { ...instance.settings, pages: 'repeated-page' };
      },
    },
    effects: ({ externalId }) => sandbox.effects.find(instance.name, externalId)?.count ?? 0,
    close: () => sandbox.close(),
  };
}

const PULLING = { stock: 'pull', products: 'pull', stockPageSize: 10, productsPageSize: 10 };

const VARIANTS: readonly (readonly [string, Link['options'], Partial<InstanceSettings>])[] = [
  ['one order a request, by key', PULLING, { lookUp: false, batches: false, duplicates: 'double' }],
  [
    'one order a request, by look-up',
    { duplicateProtection: 'look-up' },
    { honoursKey: false, batches: false, duplicates: 'refuse' },
  ],
  [
    'five orders a request, by key and look-up',
    { ordersPerRequest: 5, duplicateProtection: 'both' },
    { duplicates: 'double' },
  ],
  [
    'five orders a request, by external id',
    { ordersPerRequest: 5, duplicateProtection: 'external-id' },
    { lookUp: false },
  ],
];

it('delivers one by one to a receiver that takes no arrays', async () => {
  const options = { ordersPerRequest: 5, duplicateProtection: 'external-id' };
  const stage = await open({ batches: false });
  const dispatcher = new Pool(new URL(stage.url).origin);
  try {
    const wms = generic.connect({ url: stage.url, credentials, options, dispatcher, timeoutMs: 2_000 });
    const orders = Array.from({ length: 12 }, freshOrder);
    expect(new Set((await wms.deliver(orders)).map((answer) => answer?.kind))).toEqual(new Set(['accepted']));
    expect(orders.map(stage.effects)).toEqual(orders.map(() => 1));
  } finally {
    await dispatcher.destroy();
    await stage.close();
  }
});

const subject = (options: Link['options'], behaviour: Partial<InstanceSettings>): Subject => ({
  connector: generic,
  options,
  credentials,
  secrets: [SIGNING_SECRET, SIGNING_SECRET.slice('whsec_'.length), BEARER],
  createMethod: 'POST',
  pulls: options.stock === 'pull',
  open: () => open(behaviour),
  refusable: (deliverable) => ({
    ...deliverable,
    order: { ...deliverable.order, purchaseOrder: REFUSED },
  }),
});

describe.each(VARIANTS)('%s', (_, options, behaviour) => connectorConformance(subject(options, behaviour)));

describe('reading', () => readingConformance(subject(PULLING, {})));
