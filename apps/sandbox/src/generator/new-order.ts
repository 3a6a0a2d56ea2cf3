import { type JoorOrder, type JoorStatus, joorDate, joorInstant } from '../joor/joor-order.js';
import type { Random } from '../random/random.js';
import type { Brand } from './brand.js';
import type { Buyer } from './buyers.js';
import { cents, money } from './money.js';
import * as names from './names.js';
import { makeLines } from './order-lines.js';

export interface NewOrder {
  readonly orderId: number;
  /** When it was created, epoch milliseconds. */
  readonly at: number;
  readonly status: JoorStatus;
  readonly lines: readonly [min: number, max: number];
}

const DAY = 86_400_000;

/** A believable order of this brand. The same brand, request and random sequence give the same order. */
export function makeOrder(brand: Brand, request: NewOrder, random: Random): JoorOrder {
  const { orderId, at, status } = request;
  const buyer = random.pick(brand.buyers);
  const door = random.pick(buyer.doors);
  const [seasonCode, seasonName] = random.pick(brand.seasons);
  const rep = random.pick(brand.reps);
  const shipStart = at + random.int(20, 120) * DAY;
  const approved = status === '4' || status === '5';
  return totalled({
    order_id: orderId,
    order_comments: random.chance(0.25) ? 'Please ship complete.' : '',
    order_internal_comments: '',
    ...moneyOf(buyer, random),
    order_source: random.pick(['JOOR iPad', 'JOOR Web', 'JOOR Marketplace']),
    order_season_code: seasonCode,
    order_type: status,
    order_type_name: random.pick(['Initial', 'Re-order', 'Post-Market']),
    order_type_code: '',
    order_event: random.pick(['Market Week', 'Showroom', '']),
    order_event_code: '',
    order_delivery_name: `${seasonName} Delivery 1`,
    order_delivery_code: `${seasonCode}D1`,
    date_created: joorInstant(at),
    date_approved: approved ? joorInstant(at) : '',
    date_modified: joorInstant(at),
    date_ship_start: joorDate(shipStart),
    date_ship_end: joorDate(shipStart + random.int(10, 30) * DAY),
    sales_representative: rep.name,
    sales_representative_code: rep.code,
    ...customerOf(buyer, orderId, random),
    company_name: brand.division.name,
    company_code: brand.division.code,
    ...shippingOf(buyer, door.code ?? '', random),
    ...billingOf(buyer),
    created_by_username: rep.name,
    created_by_email: `${rep.code.toLowerCase()}@brand.example`,
    is_personal_order: false,
    order_divisions: [{ division_code: brand.division.code, division_name: brand.division.name }],
    order_doors: [{ door_id: door.id, door_name: door.name, door_code: door.code, door_deleted: false }],
    line_items: makeLines(
      brand,
      { count: random.int(...request.lines), rate: buyer.currency[2], doorId: door.id },
      random,
    ),
  });
}

/** The order with its discount and total: lines − discount + shipping. */
export function totalled(order: JoorOrder): JoorOrder {
  const lines = order.line_items.reduce((sum, line) => sum + cents(line.item_price_extended), 0);
  const discount = Math.round((lines * order.order_discount_percent) / 100);
  return {
    ...order,
    order_discount: money(discount),
    order_total: money(lines - discount + cents(order.order_shipping_total)),
  };
}

function moneyOf(buyer: Buyer, random: Random) {
  const [code, label] = buyer.currency;
  return {
    order_currency: code,
    order_currency_retail: code,
    order_currency_name: label,
    order_discount: 0,
    order_discount_percent: random.chance(0.15) ? 5 : 0,
    order_shipping_total: random.chance(0.2) ? 15 : 0,
    order_total: 0,
  };
}

function customerOf(buyer: Buyer, orderId: number, random: Random) {
  return {
    customer_name: buyer.name,
    customer_code: buyer.code,
    customer_group_name: buyer.group.name,
    customer_group_code: buyer.group.code,
    customer_purchase_order: random.chance(0.7) ? `PO-${random.int(10_000, 99_999)}` : String(orderId),
    integration_purchase_order: '',
    customer_buyer_name: buyer.person,
    tax_id_label: buyer.city[4] === 'GB' || buyer.city[4] === 'DE' ? 'VAT' : '',
    tax_id_number: buyer.city[4] === 'GB' ? 'GB000000000' : buyer.city[4] === 'DE' ? 'DE000000000' : '',
    payment_method_name: buyer.terms[0],
    payment_method_code: buyer.terms[1],
    warehouse_name: buyer.warehouse[0],
    warehouse_code: buyer.warehouse[1],
  };
}

function shippingOf(buyer: Buyer, code: string, random: Random) {
  const [city, region, postalCode, country, two, three] = buyer.city;
  const [method, methodCode] = random.pick(names.SHIP_METHODS);
  return {
    shipping_code: code,
    shipping_name: buyer.name,
    shipping_phone: buyer.phone,
    shipping_email: buyer.email,
    shipping_address_1: buyer.street,
    shipping_address_2: '',
    shipping_city: city,
    shipping_region: region,
    shipping_postal_code: postalCode,
    shipping_country: country,
    shipping_country_iso_three: three,
    shipping_country_iso_two: two,
    shipping_method_name: method,
    shipping_method_code: methodCode,
  };
}

function billingOf(buyer: Buyer) {
  const [city, region, postalCode, country, two, three] = buyer.city;
  return {
    billing_code: '',
    billing_name: buyer.name,
    billing_phone: buyer.phone,
    billing_address_1: buyer.street,
    billing_address_2: '',
    billing_city: city,
    billing_region: region,
    billing_postal_code: postalCode,
    billing_country: country,
    billing_country_iso_three: three,
    billing_country_iso_two: two,
  };
}
