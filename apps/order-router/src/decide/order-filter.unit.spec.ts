import { FILTER_FIELDS, type FilterField, type Order, type OrderFilter } from '@joor-bridge/contracts';
import { anOrder } from '@joor-bridge/testing';
import fc from 'fast-check';
import { compileFilter, filteredText } from './order-filter.js';

const aFilter = (more: Partial<OrderFilter>): OrderFilter => ({
  field: 'customerName',
  mode: 'Required',
  match: 'full',
  values: ['Maison'],
  ...more,
});

const matches = (name: string, more: Partial<OrderFilter>) =>
  compileFilter(aFilter(more)).matches(anOrder({ customer: { name } }));

describe('compileFilter', () => {
  it.each([
    ['full', 'Maison Lumière', 'maison lumière', true],
    ['full', 'Maison Lumière', 'Maison', false],
    ['full', 'Maison', 'Maison Lumière', false],
    ['full', ' Maison ', 'Maison  ', true],
    ['full', '', 'Maison', false],
    ['starts with', 'Maison Lumière', 'MAISON', true],
    ['starts with', 'La Maison', 'maison', false],
    ['ends with', 'La Maison', 'maison', true],
    ['ends with', 'Maison Lumière', 'maison', false],
    ['starts with', 'Maison', 'Maison Lumière', false],
  ] as const)('%s: %j against %j is %j', (match, text, value, expected) => {
    expect(matches(text, { match, values: [value] })).toBe(expected);
  });

  it('is content with one of several values', () => {
    expect(matches('B', { values: ['A', 'B'] })).toBe(true);
    expect(matches('C', { values: ['A', 'B'] })).toBe(false);
  });

  it('leaves the mode to the rule', () => {
    expect(matches('A', { mode: 'Restricted', values: ['A'] })).toBe(true);
    const filter = aFilter({ mode: 'Restricted' });
    expect(compileFilter(filter).filter).toBe(filter);
  });

  it('knows whole, start and end of any text by itself', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (value, rest) => {
        fc.pre(value.trim() !== '' && value.trim() === value && rest.trim() === rest);
        expect(matches(value, { match: 'full', values: [value] })).toBe(true);
        expect(matches(value + rest, { match: 'starts with', values: [value] })).toBe(true);
        expect(matches(rest + value, { match: 'ends with', values: [value] })).toBe(true);
      }),
    );
  });
});

describe('fields', () => {
  /** Each field's own place in an order: the text `seen` stands nowhere else. */
  const orders: Readonly<Record<FilterField, (seen: string) => Order>> = {
    customerCode: (code) => anOrder({ customer: { code } }),
    customerName: (name) => anOrder({ customer: { name } }),
    customerGroup: (groupName) => anOrder({ customer: { groupName } }),
    companyCode: (code) => anOrder({ company: { code } }),
    country: (countryIso3) => anOrder({ shipTo: { countryIso3 } }),
    currency: (currency) => anOrder({ currency }),
    lineSheet: (name) => anOrder({ lineSheet: { name } }),
    lineSheetCode: (code) => anOrder({ lineSheet: { code } }),
    orderType: (name) => anOrder({ type: { name } }),
    paymentMethod: (name) => anOrder({ paymentMethod: { name } }),
    priceLabel: (priceLabel) => anOrder({ priceLabel }),
    purchaseOrder: (purchaseOrder) => anOrder({ purchaseOrder }),
    salesRepCode: (code) => anOrder({ salesRep: { code } }),
    seasonCode: (seasonCode) => anOrder({ seasonCode }),
    shippingMethod: (name) => anOrder({ shippingMethod: { name } }),
    source: (source) => anOrder({ source }),
    warehouseCode: (code) => anOrder({ warehouse: { code } }),
  };

  it.each(FILTER_FIELDS)('%s is read from its own place', (field) => {
    const order = orders[field]('SEEN-1');
    expect(filteredText(order, field)).toBe('SEEN-1');
    expect(compileFilter(aFilter({ field, values: ['seen-1'] })).matches(order)).toBe(true);
    for (const other of FILTER_FIELDS.filter((one) => one !== field)) {
      expect(filteredText(order, other)).not.toBe('SEEN-1');
    }
  });
});
