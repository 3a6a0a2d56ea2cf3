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
