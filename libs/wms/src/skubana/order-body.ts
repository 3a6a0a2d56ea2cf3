import { addDecimals, type Order } from '@joor-bridge/contracts';
import type { DeliverableOrder } from '../connector.js';
import { type ShipmentLine, shipmentLines, unitPrice } from '../shipment-line.js';
import type { SkubanaOptions } from './options.js';
import { orderNumber } from './order-number.js';

interface Money {
  /** A number is what Skubana takes; up to 15 digits it prints as the decimal it was read from. */
  readonly amount: number;
  readonly currency: string;
}

/**
 * An order as `PUT /v1/order` takes it. The money fields are sent even when nothing is known: the create
 * call or the vendor's own form demands them. There is no billing address and no warehouse on create.
 */
export function orderBody(deliverable: DeliverableOrder, options: SkubanaOptions) {
  const { order, externalId, shipMethod } = deliverable;
  const money = moneyIn(order.currency);
  const lines = shipmentLines(deliverable);
  return {
    salesChannelId: options.salesChannelId,
    orderNumber: orderNumber(options.orderNumberPrefix, externalId),
    orderDate: toSecond(order.createdAt),
    ...(options.markPaid && { paymentDate: toSecond(order.approvedAt ?? order.createdAt) }),
    ...dates(order, options),
    ...shipTo(order),
    requestedShippingService: shipMethod,
    insuranceCost: money('0'),
    insuredValue: money('0'),
    confirmationCost: money('0'),
    shippingCost: money(order.shippingTotal),
    discount: money(order.discount),
    orderTotal: money(deliveredTotal(deliverable, lines)),
    amountPaid: money('0'),
    notesFromBuyer: order.comments,
    internalNotes: internalNotes(order),
    ...customFields(order, options),
    suppressChannelUpdate: false,
    orderItems: lines.map((line) => item(line, money)),
  };
}

const moneyIn =
  (currency: string) =>
  (amount: string): Money => ({ amount: Number(amount), currency });

/** JOOR's total less what was struck out. */
function deliveredTotal({ order }: DeliverableOrder, lines: readonly ShipmentLine[]): string {
  if (lines.length === order.lines.length) return order.total;
  const kept = new Set(lines.map(({ joor }) => joor));
  const left = order.lines.filter((line) => !kept.has(line)).map((line) => negated(line.priceExtended));
  return addDecimals([order.total, ...left]);
}

const negated = (amount: string): string => (amount.startsWith('-') ? amount.slice(1) : `-${amount}`);

/** Skubana has no cancel date: it goes to the latest day to arrive, and to a custom field. */
function dates(order: Order, { startShipDate }: SkubanaOptions) {
  const start = order.shipStart === null ? null : `${order.shipStart}T00:00:00Z`;
  return {
    ...(start !== null && startShipDate !== 'shipByDate' && { holdUntilDate: start }),
    ...(start !== null && startShipDate !== 'holdUntilDate' && { shipByDate: start }),
    ...(order.shipEnd !== null && { receiveByDate: `${order.shipEnd}T00:00:00Z` }),
  };
}

function shipTo({ shipTo: place, customer }: Order) {
  return {
    shipName: place.name || customer.name,
    shipCompany: customer.name,
    shipEmail: place.email,
    shipPhone: place.phone,
    shipAddress1: place.line1,
    shipAddress2: place.line2,
    shipCity: place.city,
    shipState: place.region,
    shipZipCode: place.postalCode,
    shipCountry: place.countryIso3 || place.countryIso2 || place.country,
  };
}

function internalNotes({ orderId, customer, paymentMethod, shipEnd, internalComments }: Order): string {
  const said = [
    `JOOR order ${orderId}`,
    customer.code && `customer ${customer.code}`,
    paymentMethod.name && `terms ${paymentMethod.name}`,
    shipEnd && `cancel after ${shipEnd}`,
    internalComments,
  ];
  return said.filter(Boolean).join(', ');
}

function customFields(order: Order, { purchaseOrderField, cancelDateField }: SkubanaOptions) {
  return {
    ...(purchaseOrderField !== 'none' && { [purchaseOrderField]: order.purchaseOrder }),
    ...(cancelDateField !== 'none' && order.shipEnd !== null && { [cancelDateField]: order.shipEnd }),
  };
}

function item(line: ShipmentLine, money: (amount: string) => Money) {
  const { joor, decided, number } = line;
  return {
    listingSku: decided.itemCode,
    listingName: [joor.styleName, joor.colorName, joor.sizeName].filter(Boolean).join(' '),
    quantityOrdered: decided.quantity,
    unitPrice: money(unitPrice(line)),
    tax: money('0'),
    discount: money('0'),
    notes: joor.comment || `JOOR line ${number}`,
  };
}

/** `yyyy-MM-ddTHH:mm:ssZ`: Skubana takes no parts of a second. */
const toSecond = (instant: string): string => instant.replace(/\.\d+Z$/, 'Z');
