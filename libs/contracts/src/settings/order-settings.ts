import { type Static, Type } from '@sinclair/typebox';
import { CalendarDate } from '../event/formats.js';
import { choice } from './choice.js';
import { setting } from './declaration.js';

/** Fields an order filter can look at, by their JOOR meaning. */
export const FILTER_FIELDS = [
  'customerCode',
  'customerName',
  'customerGroup',
  'companyCode',
  'country',
  'currency',
  'lineSheet',
  'lineSheetCode',
  'orderType',
  'paymentMethod',
  'priceLabel',
  'purchaseOrder',
  'salesRepCode',
  'seasonCode',
  'shippingMethod',
  'source',
  'warehouseCode',
] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];

const literals = <const T extends readonly string[]>(values: T) =>
  Type.Union(values.map((value) => Type.Literal(value as T[number])));

export const OrderFilter = Type.Object(
  {
    field: literals(FILTER_FIELDS),
    mode: literals(['Required', 'Restricted'] as const),
    match: literals(['full', 'starts with', 'ends with'] as const),
    values: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 500 }),
  },
  { additionalProperties: false },
);
export type OrderFilter = Static<typeof OrderFilter>;

export const ItemFilter = Type.Object(
  {
    mode: literals(['Disabled', 'Blacklist', 'Whitelist'] as const),
    level: literals(['Filter Item', 'Filter Order'] as const),
    codes: Type.Array(Type.String({ maxLength: 200 }), { maxItems: 20_000 }),
  },
  { additionalProperties: false },
);
export type ItemFilter = Static<typeof ItemFilter>;

export const ShipMethodMap = Type.Array(
  Type.Object(
    {
      joor: Type.String({ minLength: 1, maxLength: 200 }),
      wms: Type.String({ minLength: 1, maxLength: 200 }),
    },
    { additionalProperties: false },
  ),
  { maxItems: 1_000 },
);
export type ShipMethodMap = Static<typeof ShipMethodMap>;

/** Minutes between polls, per option of Order Download Schedule; null is never. */
export const SCHEDULE_MINUTES = {
  Off: null,
  '5 minutes': 5,
  '10 minutes': 10,
  '15 minutes': 15,
  '30 minutes': 30,
  Hourly: 60,
  'Every 2 hours': 120,
  'Every 6 hours': 360,
  'Every 12 hours': 720,
  Daily: 1440,
} as const;

export const orderSettings = {
  'orders.schedule': choice({
    title: 'Order Download Schedule',
    group: 'Orders',
    default: '5 minutes',
    options: {
      Off: 'Orders are polled on demand only.',
      '5 minutes': 'Every 5 minutes.',
      '10 minutes': 'Every 10 minutes.',
      '15 minutes': 'Every 15 minutes.',
      '30 minutes': 'Every 30 minutes.',
      Hourly: 'Once an hour.',
      'Every 2 hours': 'Every 2 hours.',
      'Every 6 hours': 'Every 6 hours.',
      'Every 12 hours': 'Every 12 hours.',
      Daily: 'Once a day.',
    },
    help: 'How often JOOR is asked for changed orders.',
  }),
  'orders.earliestDate': setting({
    title: 'Earliest Order Date',
    group: 'Orders',
    schema: Type.Union([CalendarDate(), Type.Null()]),
    default: null,
    help: 'Orders created in JOOR before this day are never delivered, and the first poll and every backfill start no earlier. Empty: the first poll starts when the connection was made.',
  }),
  'orders.filters': setting({
    title: 'Order Filters',
    group: 'Orders',
    schema: Type.Array(OrderFilter, { maxItems: FILTER_FIELDS.length }),
    default: [],
    help: 'Required: the order is skipped unless the field matches one of the values. Restricted: it is skipped if it does. Each field once; upper and lower case are the same; countries are ISO-3 codes.',
  }),
  'orders.editPolicy': choice({
    title: 'Order Edit Policy',
    group: 'Orders',
    default: 'review',
    options: {
      amend:
        'The WMS order is changed or cancelled where the WMS can and it is not yet picked; else a review task.',
      review: 'A review task for a person.',
      ignore: 'Nothing; the change is only recorded.',
    },
    help: 'What happens when an order changes in JOOR after it was delivered.',
  }),
  'orders.deliverInProgress': choice({
    title: 'Deliver In-Progress Orders',
    group: 'Orders',
    default: 'No',
    options: {
      Yes: 'In-progress orders count among All Orders & Notes.',
      No: 'They are unfinished and wait until their status changes.',
    },
    help: 'Only matters with Joor Order Status = All Orders & Notes.',
  }),
} as const;

export const itemSettings = {
  'items.filter': setting({
    title: 'Item Filter',
    group: 'Items',
    schema: ItemFilter,
    default: { mode: 'Disabled', level: 'Filter Item', codes: [] },
    help: 'Blacklist: the named items are not delivered. Whitelist: only they are. Filter Item strikes the line out, Filter Order skips the whole order. A blank code in the list stands for lines without a code.',
  }),
  'items.code': choice({
    title: 'Item Code',
    group: 'Items',
    default: 'UPC, else style',
    options: {
      'UPC, else style': 'The UPC; where it is empty, style number, color code and size code joined by "-".',
      UPC: 'The UPC only.',
      Style: 'Style number, color code and size code joined by "-".',
    },
    help: 'What the WMS knows an item by.',
  }),
  'items.withoutCode': choice({
    title: 'Items Without Code',
    group: 'Items',
    default: 'Hold order',
    options: {
      'Hold order': 'The order is held until someone decides.',
      'Drop line': 'The line is struck out and the rest is delivered.',
    },
    help: 'What happens to a line that has neither UPC nor style, color and size codes.',
  }),
  'items.quantityUnit': choice({
    title: 'Casepack Quantity',
    group: 'Items',
    default: 'Units',
    options: {
      Units: 'Quantity times units per casepack.',
      Packs: 'The number of casepacks.',
    },
    help: 'What is delivered for a line sold in casepacks.',
  }),
} as const;

export const shippingSettings = {
  'shipping.methodMap': setting({
    title: 'Ship Method Map',
    group: 'Shipping',
    schema: ShipMethodMap,
    default: [],
    help: "JOOR's shipping method (code, or name where it has no code) to the WMS's. Upper and lower case are the same.",
  }),
  'shipping.rejectUnmapped': choice({
    title: 'Reject Unmapped Shipping Codes',
    group: 'Shipping',
    default: 'Disabled',
    options: {
      Enabled: 'An order whose shipping method is not in the map is held, and goes out when the map has it.',
      Disabled: "JOOR's own value is passed through.",
    },
    help: 'Whether an unknown shipping method stops an order.',
  }),
} as const;
