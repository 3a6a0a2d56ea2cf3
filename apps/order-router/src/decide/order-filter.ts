import type { FilterField, Order, OrderFilter } from '@joor-bridge/contracts';

export interface CompiledFilter {
  readonly filter: OrderFilter;
  readonly matches: (order: Order) => boolean;
}

const FIELD_OF: Readonly<Record<FilterField, (order: Order) => string>> = {
  customerCode: (order) => order.customer.code,
  customerName: (order) => order.customer.name,
  customerGroup: (order) => order.customer.groupName,
  companyCode: (order) => order.company.code,
  country: (order) => order.shipTo.countryIso3,
  currency: (order) => order.currency,
  lineSheet: (order) => order.lineSheet.name,
  lineSheetCode: (order) => order.lineSheet.code,
  orderType: (order) => order.type.name,
  paymentMethod: (order) => order.paymentMethod.name,
  priceLabel: (order) => order.priceLabel,
  purchaseOrder: (order) => order.purchaseOrder,
  salesRepCode: (order) => order.salesRep.code,
  seasonCode: (order) => order.seasonCode,
  shippingMethod: (order) => order.shippingMethod.name,
  source: (order) => order.source,
  warehouseCode: (order) => order.warehouse.code,
};

const MATCHERS: Readonly<Record<OrderFilter['match'], (text: string, value: string) => boolean>> = {
  full: (text, value) => text === value,
  'starts with': (text, value) => text.startsWith(value),
  'ends with': (text, value) => text.endsWith(value),
};

/** The text a filter looks at, as the explanation shows it. */
export const filteredText = (order: Order, field: FilterField): string => FIELD_OF[field](order);

export function compileFilter(filter: OrderFilter): CompiledFilter {
  const match = MATCHERS[filter.match];
  const values = filter.values.map((value) => value.trim().toLowerCase()).filter((value) => value !== '');
  const matches = (order: Order) => {
    const text = FIELD_OF[filter.field](order).trim().toLowerCase();
    return values.some((value) => match(text, value));
  };
  return { filter, matches };
}
