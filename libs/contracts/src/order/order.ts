import { type Static, Type } from '@sinclair/typebox';
import { CalendarDate, Decimal, Instant } from '../event/formats.js';
import { ORDER_STATUSES } from './order-status.js';

/** Text as JOOR gives it, trimmed; `""` where JOOR has nothing. */
const Text = () => Type.String({ maxLength: 20_000 });
const Named = Type.Object({ name: Text(), code: Text() });

export const Address = Type.Object({
  code: Text(),
  name: Text(),
  phone: Text(),
  email: Text(),
  line1: Text(),
  line2: Text(),
  city: Text(),
  region: Text(),
  postalCode: Text(),
  country: Text(),
  countryIso2: Text(),
  countryIso3: Text(),
});
export type Address = Static<typeof Address>;

/** One line of an order. JOOR v2 gives lines no id: `key` is style id, colour, size and door. */
export const OrderLine = Type.Object({
  key: Type.String({ minLength: 1, maxLength: 500 }),
  styleId: Text(),
  styleName: Text(),
  styleNumber: Text(),
  styleIdentifier: Text(),
  colorName: Text(),
  colorCode: Text(),
  sizeName: Text(),
  sizeCode: Text(),
  upc: Text(),
  /** As JOOR gives it: units, or packs when `multiplier` is above 1. */
  quantity: Type.Integer(),
  /** Units in a casepack; null when JOOR gives none. */
  multiplier: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
  unitPrice: Decimal(),
  price: Decimal(),
  priceAdjustment: Decimal(),
  priceExtended: Decimal(),
  retailPrice: Decimal(),
  comment: Text(),
  colorComment: Text(),
  doorId: Text(),
  tags: Type.Array(Type.Object({ group: Text(), name: Text(), value: Text(), code: Text() })),
});
export type OrderLine = Static<typeof OrderLine>;

/** A JOOR order in our own terms. Identity is (connection, `orderId`). */
export const Order = Type.Object({
  /** Travels in keys, headers and addresses, so it is printable ASCII without spaces; JOOR's are numbers. */
  orderId: Type.String({ minLength: 1, maxLength: 64, pattern: '^[\\x21-\\x7e]+$' }),
  status: Type.Union(ORDER_STATUSES.map((status) => Type.Literal(status))),
  /** The brand's own designation (Initial, Re-order …), not the status. */
  type: Named,
  purchaseOrder: Text(),
  integrationPurchaseOrder: Text(),
  currency: Text(),
  currencyRetail: Text(),
  /** The JOOR price type, e.g. "US Dollar". */
  priceLabel: Text(),
  total: Decimal(),
  discount: Decimal(),
  discountPercent: Decimal(),
  shippingTotal: Decimal(),
  source: Text(),
  seasonCode: Text(),
  event: Named,
  /** JOOR calls it the delivery; everybody else the line sheet. */
  lineSheet: Named,
  createdAt: Instant(),
  approvedAt: Type.Union([Instant(), Type.Null()]),
  modifiedAt: Instant(),
  shipStart: Type.Union([CalendarDate(), Type.Null()]),
  /** Complete-by, also the cancel date. */
  shipEnd: Type.Union([CalendarDate(), Type.Null()]),
  salesRep: Named,
  customer: Type.Object({
    code: Text(),
    name: Text(),
    groupName: Text(),
    groupCode: Text(),
    buyerName: Text(),
    taxIdLabel: Text(),
    taxIdNumber: Text(),
  }),
  company: Named,
  shipTo: Address,
  billTo: Address,
  shippingMethod: Named,
  paymentMethod: Named,
  warehouse: Named,
  comments: Text(),
  internalComments: Text(),
  createdBy: Type.Object({ username: Text(), email: Text() }),
  personal: Type.Boolean(),
  divisions: Type.Array(Named),
  doors: Type.Array(Type.Object({ id: Text(), name: Text(), code: Text(), deleted: Type.Boolean() })),
  lines: Type.Array(OrderLine, { maxItems: 5_000 }),
});
export type Order = Static<typeof Order>;
