import { type Order, type OrderStatus, TEST_ORDER_PREFIX } from '@joor-bridge/contracts';
import { withKeys } from './line-keys.js';
import { LooseRecord } from './loose-record.js';
import { parseAddress } from './parse-address.js';
import { parseLine } from './parse-line.js';
import { plainText } from './plain-text.js';
import { statusOf } from './status-of.js';

/** Of an order id, with room for the prefix of JOOR's sandbox. */
const MAX_ID = 64 - TEST_ORDER_PREFIX.length;
const ID = /^[\x21-\x7e]+$/;
const MAX_LINES = 5_000;

/**
 * Reads one order of JOOR v2 (reference, GET orders) into our own terms. Unknown fields are ignored.
 * @throws UnreadableRecord naming the field and the reason
 */
export function parseOrder(record: unknown): Order {
  const order = LooseRecord.of(record);
  return {
    orderId: readId(order),
    status: readStatus(order),
    ...readTerms(order),
    ...readDates(order),
    ...readParties(order),
    comments: plainText(order.text('order_comments')),
    internalComments: plainText(order.text('order_internal_comments')),
    personal: order.flag('is_personal_order'),
    divisions: order
      .list('order_divisions')
      .map((division) => named(division, 'division_name', 'division_code')),
    doors: order.list('order_doors').map((door) => ({
      id: door.text('door_id'),
      name: door.text('door_name'),
      code: door.text('door_code'),
      deleted: door.flag('door_deleted'),
    })),
    lines: readLines(order),
  };
}

const named = (record: LooseRecord, name: string, code: string) => ({
  name: record.text(name),
  code: record.text(code),
});

function readId(order: LooseRecord): string {
  const id = order.required('order_id', MAX_ID);
  if (!ID.test(id)) throw order.unreadable('order_id', 'has other characters than an id can have');
  return id;
}

function readStatus(order: LooseRecord): OrderStatus {
  const status = statusOf(order.required('order_type'));
  if (status === null) throw order.unreadable('order_type', 'is no status that is known');
  return status;
}

function readTerms(order: LooseRecord) {
  return {
    type: named(order, 'order_type_name', 'order_type_code'),
    purchaseOrder: order.text('customer_purchase_order'),
    integrationPurchaseOrder: order.text('integration_purchase_order'),
    currency: order.text('order_currency'),
    currencyRetail: order.text('order_currency_retail'),
    priceLabel: order.text('order_currency_name'),
    total: order.decimal('order_total'),
    discount: order.decimal('order_discount'),
    discountPercent: order.decimal('order_discount_percent'),
    shippingTotal: order.decimal('order_shipping_total'),
    source: order.text('order_source'),
    seasonCode: order.text('order_season_code'),
    event: named(order, 'order_event', 'order_event_code'),
    lineSheet: named(order, 'order_delivery_name', 'order_delivery_code'),
    shippingMethod: named(order, 'shipping_method_name', 'shipping_method_code'),
    paymentMethod: named(order, 'payment_method_name', 'payment_method_code'),
    warehouse: named(order, 'warehouse_name', 'warehouse_code'),
  };
}

/** An order that was never modified was last changed when it was approved or made. */
function readDates(order: LooseRecord) {
  const createdAt = order.instant('date_created');
  if (createdAt === null) throw order.unreadable('date_created', 'is blank');
  const approvedAt = order.instant('date_approved');
  return {
    createdAt,
    approvedAt,
    modifiedAt: order.instant('date_modified') ?? approvedAt ?? createdAt,
    shipStart: order.day('date_ship_start'),
    shipEnd: order.day('date_ship_end'),
  };
}

function readParties(order: LooseRecord) {
  return {
    salesRep: named(order, 'sales_representative', 'sales_representative_code'),
    customer: {
      code: order.text('customer_code'),
      name: order.text('customer_name'),
      groupName: order.text('customer_group_name'),
      groupCode: order.text('customer_group_code'),
      buyerName: order.text('customer_buyer_name'),
      taxIdLabel: order.text('tax_id_label'),
      taxIdNumber: order.text('tax_id_number'),
    },
    company: named(order, 'company_name', 'company_code'),
    shipTo: parseAddress(order, 'shipping'),
    billTo: parseAddress(order, 'billing'),
    createdBy: { username: order.text('created_by_username'), email: order.text('created_by_email') },
  };
}

function readLines(order: LooseRecord): Order['lines'] {
  const items = order.list('line_items');
  if (items.length > MAX_LINES) throw order.unreadable('line_items', `has more than ${MAX_LINES} lines`);
  return withKeys(items.map(parseLine));
}
