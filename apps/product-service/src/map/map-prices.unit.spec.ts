import type { ProductPrice } from '@joor-bridge/contracts';
import fc from 'fast-check';
import { aDetail, aVariant, LISTS } from '../testing/details.js';
import { mapPrices } from './map-prices.js';
import { PriceTypes } from './price-types.js';
import { Sources } from './sources.js';

const types = new PriceTypes(LISTS.priceTypes, [
  { label: 'North', currency: 'EUR', priceType: 'Euro North' },
  { label: 'South', currency: 'EUR', priceType: 'Euro' },
]);
const usd = (wholesale: string | null, retail: string | null = null): ProductPrice => ({
  ...{ label: '', currency: 'USD', wholesale, retail },
});
const mapped = (prices: ProductPrice[], own: ProductPrice[] = []) =>
  mapPrices(aDetail({ prices }), aVariant({ prices: own }), new Sources([]), types);

it('takes every price list that has a price type, sorted by it', () => {
  const prices = [
    { label: 'North', currency: 'EUR', wholesale: '38', retail: '95.5' },
    usd('40'),
    { label: 'South', currency: 'EUR', wholesale: '36.123', retail: null },
  ];
  expect(mapped(prices)).toEqual({
    prices: [
      { priceTypeId: '22', wholesale: '40.00', retail: null },
      { priceTypeId: '23', wholesale: '36.123', retail: null },
      { priceTypeId: '24', wholesale: '38.00', retail: '95.50' },
    ],
    faults: [],
  });
});

it("takes a variant's own prices before those of its style", () => {
  expect(mapped([usd('40')], [usd('45')]).prices).toEqual([
    { priceTypeId: '22', wholesale: '45.00', retail: null },
  ]);
});

it('leaves a list without a price out and keeps the others', () => {
  const found = mapped([usd('40'), { label: 'North', currency: 'EUR', wholesale: '0', retail: null }]);
  expect(found.prices).toHaveLength(1);
  expect(found.faults).toEqual([
    {
      code: 'no-price',
      reason: expect.stringContaining('no wholesale price for "Euro North" (list "North"), or 0'),
    },
  ]);
});

it('takes of two for one price type the first', () => {
  expect(mapped([usd('40'), usd('41')]).prices).toEqual([
    { priceTypeId: '22', wholesale: '40.00', retail: null },
  ]);
});

it('takes a retail price of nothing for none', () => {
  expect(mapped([usd('40', '0.00')]).prices[0]?.retail).toBeNull();
});

it('says that there is no price at all', () => {
  expect(mapped([])).toEqual({
    prices: [],
    faults: [{ code: 'no-price', reason: expect.stringContaining('The WMS gives no price, or 0') }],
  });
});

it.each(['-1', '1,50', 'ten', '1.1234567'])('refuses %p as a price, and shows it', (text) => {
  const found = mapPrices(
    aDetail({ fields: { 'custom.W': text } }),
    aVariant(),
    new Sources([{ to: 'wholesale', from: 'custom.W' }]),
    types,
  );
  expect(found.prices).toEqual([]);
  expect(found.faults).toEqual([{ code: 'price-unreadable', reason: expect.stringContaining(`"${text}"`) }]);
});

it('never makes a price of nothing, and never changes an amount', () => {
  const cents = fc.integer({ min: 0, max: 99_999_999 });
  fc.assert(
    fc.property(cents, (amount) => {
      const { prices } = mapped([usd((amount / 100).toFixed(2))]);
      const expected = amount === 0 ? [] : [Math.round(amount)];
      expect(prices.map(({ wholesale }) => Math.round(Number(wholesale) * 100))).toEqual(expected);
    }),
  );
});
