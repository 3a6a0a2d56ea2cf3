const DAY_MS = 86_400_000;
/** How far back the demo's first poll reaches, in days: far enough to find orders at once. */
const LOOK_BACK_DAYS = 14;

/** One of the two warehouses that the sandbox's buyers order from. */
const WAREHOUSE = 'EAST';

/** The sandbox's public secret, of no use anywhere else. */
const SIGNING_SECRET = 'whsec_c2FuZGJveC1kZW1vLXNpZ25pbmctc2VjcmV0LTAx';

/**
 * The keys that the sandbox gives to an account.
 *
 * @param {string} account
 */
const joorKeys = (account) => ({
  kind: 'joor-password',
  clientId: `client-${account}`,
  clientSecret: `secret-${account}`,
  username: `integration-${account}@brand.example`,
  password: `password-${account}`,
});

/**
 * @typedef {object} DemoConnection
 * @property {string} name
 * @property {string} joorAccount
 * @property {{ system: string, url: string | null, sandboxUrl: string | null, options: object }} destination
 * @property {Record<string, unknown>} settings
 * @property {Record<string, object>} credentials by slot
 */

/**
 * The connections of the demo workspace: the usual one, one with filters, one that rehearses.
 *
 * @param {string} generic address of the sandbox's generic WMS
 * @param {number} now epoch milliseconds
 * @returns {readonly DemoConnection[]}
 */
export function demoConnections(generic, now) {
  const earliestDate = new Date(now - LOOK_BACK_DAYS * DAY_MS).toISOString().slice(0, 10);
  const common = { 'orders.schedule': '5 minutes', 'orders.earliestDate': earliestDate };
  // stock and styles flow back
  const back = {
    'joor.warehouseCode': WAREHOUSE,
    'inventory.schedule': '5 minutes',
    'joor.syncProductDetails': 'Yes',
    // JOOR has these names in several departments
    'products.categories': [
      ...['Shirts', 'Knitwear', 'Trousers', 'Jackets', 'Coats'].map((name) => ['Apparel', name]),
      ['Accessories', 'Scarves'],
    ].map(([parent, name]) => ({ wms: name, joor: `Women > ${parent} > ${name}` })),
  };
  /** @type {(to: string, name: string) => { to: string, from: string }} */
  const fromCustomField = (to, name) => ({ to, from: `custom.${name}` });
  return [
    {
      name: 'Approved orders to the East warehouse',
      joorAccount: 'demo',
      destination: {
        system: 'generic',
        url: `${generic}/wms/demo`,
        sandboxUrl: null,
        options: { stock: 'pull', products: 'pull' },
      },
      settings: { ...common, ...back, 'joor.orderStatus': 'Approved' },
      credentials: {
        'joor.production': joorKeys('demo'),
        'wms.production': { kind: 'generic', signingSecret: SIGNING_SECRET },
      },
    },
    {
      name: 'Approved and shipped orders of one warehouse to Skubana',
      joorAccount: 'skubana-demo',
      destination: { system: 'skubana', url: null, sandboxUrl: null, options: { salesChannelId: 1 } },
      settings: {
        ...common,
        ...back,
        'joor.orderStatus': 'Approved & Shipped',
        // Skubana has no fields for these; the brand keeps them in fields of its own
        'products.mapping': [
          fromCustomField('wholesale', 'Wholesale Price'),
          fromCustomField('lineSheet', 'Line Sheet'),
          fromCustomField('season', 'Season'),
          fromCustomField('seasonYear', 'Season Year'),
        ],
      },
      credentials: {
        'joor.production': joorKeys('skubana-demo'),
        'wms.production': { kind: 'skubana', accessToken: 'skubana-production-token' },
      },
    },
    {
      name: 'Rehearsal in test mode',
      joorAccount: 'demo',
      destination: {
        system: 'generic',
        url: `${generic}/wms/never`,
        sandboxUrl: `${generic}/wms/rehearsal`,
        options: {},
      },
      settings: { ...common, 'joor.testMode': 'Enabled' },
      credentials: {
        'joor.sandbox': joorKeys('demo'),
        'wms.sandbox': { kind: 'generic', signingSecret: SIGNING_SECRET },
      },
    },
  ];
}
