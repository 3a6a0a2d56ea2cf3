import { type Static, Type } from '@sinclair/typebox';

const customField = (fallback: 'customField1' | 'customField2' | 'none', description: string) =>
  Type.Union(
    [
      Type.Literal('none'),
      Type.Literal('customField1'),
      Type.Literal('customField2'),
      Type.Literal('customField3'),
    ],
    { default: fallback, description },
  );

const attributeNames = (fallback: string, what: string) =>
  Type.String({
    default: fallback,
    maxLength: 200,
    description: `Name of the attribute group that holds the ${what}; several with commas.`,
  });

/** Skubana documents 10 to 1,000. */
const pageSize = (fallback: number, what: string) =>
  Type.Integer({
    default: fallback,
    minimum: 10,
    maximum: 1_000,
    description: `${what} asked for in one page.`,
  });

const perSecond = (fallback: number, description: string) =>
  Type.Number({ default: fallback, minimum: 0.1, maximum: 1_000, description });

/** What a connection to Skubana may set. */
export const SkubanaOptions = Type.Object(
  {
    salesChannelId: Type.Integer({
      minimum: 1,
      description: 'The sales channel that wholesale orders belong to; its id in Skubana.',
    }),
    orderNumberPrefix: Type.String({
      default: 'JOOR-',
      maxLength: 20,
      pattern: '^[A-Za-z0-9_-]*$',
      description: "Put before JOOR's order id to make Skubana's order number.",
    }),
    body: Type.Union([Type.Literal('array'), Type.Literal('object')], {
      default: 'array',
      description: 'Whether the order is sent alone or as a list of one.',
    }),
    basePath: Type.String({
      default: '',
      maxLength: 100,
      pattern: '^(/[^/\\s?#]+)*$',
      description: 'Put before every path, e.g. /service for the application host.',
    }),
    purchaseOrderField: customField('customField1', 'Where the purchase order number goes.'),
    cancelDateField: customField('customField2', 'Where the cancel date goes, beside receiveByDate.'),
    startShipDate: Type.Union(
      [Type.Literal('holdUntilDate'), Type.Literal('shipByDate'), Type.Literal('both')],
      { default: 'both', description: 'Where the start-ship date goes.' },
    ),
    markPaid: Type.Boolean({
      default: true,
      description: 'Sends a payment date: without one Skubana keeps the order awaiting payment.',
    }),
    concurrency: Type.Integer({
      default: 4,
      minimum: 1,
      maximum: 64,
      description: 'Orders under way at once.',
    }),
    requestsPerSecond: Type.Number({
      default: 5,
      minimum: 0.1,
      maximum: 1_000,
      description: 'Most requests in a second; an order takes two, a look-up and a create.',
    }),
    stockMode: Type.Union([Type.Literal('per-sales-channel'), Type.Literal('per-warehouse')], {
      default: 'per-sales-channel',
      description:
        'per-sales-channel: what Skubana says is available, which is what it tells sales channels; orders that it holds are off it already. Skubana has no call that reads the quantities of one channel whole, so it is the figure of each warehouse. per-warehouse: what is on hand in each warehouse, counted.',
    }),
    subtractLockedQuantity: Type.Boolean({
      default: false,
      description: 'With per-warehouse: takes the locked quantity off what is on hand.',
    }),
    ignoreInactiveProducts: Type.Boolean({
      default: true,
      description:
        'Leaves products that are inactive in Skubana out of the stock, so that they count as gone.',
    }),
    itemSku: Type.Union([Type.Literal('master-sku'), Type.Literal('listing-sku')], {
      default: 'master-sku',
      description:
        'What an item is known by: the master SKU, or the SKU of its active listing on the sales channel; an item without one is refused.',
    }),
    mapPrice: Type.Union([Type.Literal('retail'), Type.Literal('wholesale')], {
      default: 'retail',
      description:
        'What the MAP price of a product is. Skubana has no wholesale price: it is this one, or a field that the product mapping names.',
    }),
    colorAttribute: attributeNames('Color, Colour', 'color'),
    sizeAttribute: attributeNames('Size', 'size'),
    stockPageSize: pageSize(1_000, 'Rows of stock'),
    productsPageSize: pageSize(500, 'Products'),
    totalsPerSecond: perSecond(10, 'Most requests for stock totals in a second.'),
    readsPerSecond: perSecond(5, 'Most other reading requests of stock and products in a second.'),
    timeoutMs: Type.Integer({
      default: 30_000,
      minimum: 100,
      maximum: 120_000,
      description: 'Longest wait for one answer, in milliseconds.',
    }),
  },
  { additionalProperties: false },
);
export type SkubanaOptions = Static<typeof SkubanaOptions>;
