import type { Address } from '@joor-bridge/contracts';
import type { DeliverableOrder } from '../connector.js';
import { linesTotal, type ShipmentLine, shipmentLines, unitPrice } from '../shipment-line.js';

/**
 * An order as the generic receiver gets it. Money and percentages are decimal texts, days `YYYY-MM-DD`,
 * instants UTC; `""` where JOOR has nothing, null where a day is not set.
 */
export function orderBody(deliverable: DeliverableOrder) {
  const { order, externalId } = deliverable;
  const lines = shipmentLines(deliverable);
  return {
    externalId,
    revision: deliverable.revision,
    orderNumber: order.orderId,
    purchaseOrder: order.purchaseOrder,
    integrationPurchaseOrder: order.integrationPurchaseOrder,
    status: order.status,
    orderType: order.type,
    createdAt: order.createdAt,
    approvedAt: order.approvedAt,
    modifiedAt: order.modifiedAt,
    shipStart: order.shipStart,
    cancelAfter: order.shipEnd,
    customer: customer(deliverable),
    company: order.company,
    shipTo: address(order.shipTo),
    billTo: address(order.billTo),
    shipMethod: deliverable.shipMethod,
    terms: order.paymentMethod,
    warehouse: order.warehouse,
    salesRep: order.salesRep,
    season: order.seasonCode,
    lineSheet: order.lineSheet,
    currency: order.currency,
    priceType: order.priceLabel,
    totals: {
      lines: linesTotal(lines),
      discount: order.discount,
      discountPercent: order.discountPercent,
      shipping: order.shippingTotal,
      /** As JOOR states it, over all lines of the order. */
      order: order.total,
    },
    comments: order.comments,
    internalComments: order.internalComments,
    lines: lines.map(line),
  };
}

function customer({ order: { customer } }: DeliverableOrder) {
  return {
    code: customer.code,
    name: customer.name,
    groupCode: customer.groupCode,
    groupName: customer.groupName,
    buyer: customer.buyerName,
    taxIdLabel: customer.taxIdLabel,
    taxId: customer.taxIdNumber,
  };
}

function address(place: Address) {
  return {
    code: place.code,
    name: place.name,
    phone: place.phone,
    email: place.email,
    line1: place.line1,
    line2: place.line2,
    city: place.city,
    region: place.region,
    postalCode: place.postalCode,
    country: place.country,
    countryIso2: place.countryIso2,
    countryIso3: place.countryIso3,
  };
}

function line(shipment: ShipmentLine) {
  const { joor, decided, number } = shipment;
  return {
    line: number,
    lineKey: joor.key,
    itemCode: decided.itemCode,
    upc: joor.upc,
    styleNumber: joor.styleNumber,
    styleName: joor.styleName,
    styleIdentifier: joor.styleIdentifier,
    color: joor.colorName,
    colorCode: joor.colorCode,
    size: joor.sizeName,
    sizeCode: joor.sizeCode,
    quantity: decided.quantity,
    unitPrice: unitPrice(shipment),
    lineTotal: joor.priceExtended,
    retailPrice: joor.retailPrice,
    doorId: joor.doorId,
    comment: joor.comment,
  };
}
