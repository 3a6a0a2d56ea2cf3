import { LISTS } from '../testing/details.js';
import { PriceTypes } from './price-types.js';

const idOf = (found: ReturnType<PriceTypes['find']>) => ('id' in found ? found.id : found.code);

const NORTH = { label: 'Wholesale North', currency: 'EUR', priceType: 'Euro North' };

describe('the price type of a price', () => {
  const unmapped = new PriceTypes(LISTS.priceTypes, []);
  const mapped = new PriceTypes(LISTS.priceTypes, [NORTH]);

  it("is JOOR's only one in the currency", () => {
    expect(idOf(unmapped.find('whatever', 'GBP'))).toBe('25');
  });

  it('is never guessed among several', () => {
    expect(unmapped.find('Wholesale North', 'EUR')).toEqual({
      code: 'no-price-type',
      reason: expect.stringContaining('several price types in EUR'),
    });
  });

  it('is named by the map, by list and currency', () => {
    expect(idOf(mapped.find(' Wholesale North ', 'EUR'))).toBe('24');
    expect(idOf(mapped.find('Wholesale South', 'EUR'))).toBe('no-price-type');
    expect(idOf(mapped.find('Wholesale North', 'GBP'))).toBe('25');
  });

  it('is not one that the map names and JOOR does not have in that currency', () => {
    const wrong = new PriceTypes(LISTS.priceTypes, [{ ...NORTH, currency: 'USD' }]);
    expect(wrong.find('Wholesale North', 'USD')).toMatchObject({
      code: 'no-price-type',
      reason: expect.stringContaining('"Euro North" in USD'),
    });
  });

  it('is not there in a currency that JOOR has none of', () => {
    expect(unmapped.find('', 'JPY')).toMatchObject({
      reason: expect.stringContaining('no price type in JPY'),
    });
  });
});

describe('a price without a currency', () => {
  it("is in that of the map's entry for its list", () => {
    expect(idOf(new PriceTypes(LISTS.priceTypes, [NORTH]).find('Wholesale North', ''))).toBe('24');
  });

  it('is refused where the map has the list in several currencies', () => {
    const both = [NORTH, { ...NORTH, currency: 'USD', priceType: 'US Dollar' }];
    expect(idOf(new PriceTypes(LISTS.priceTypes, both).find('Wholesale North', ''))).toBe('no-currency');
  });

  it('is in the only currency that JOOR has', () => {
    const dollars = LISTS.priceTypes.filter(({ currency }) => currency === 'USD');
    expect(idOf(new PriceTypes(dollars, []).find('', ''))).toBe('22');
    expect(idOf(new PriceTypes(LISTS.priceTypes, []).find('', ''))).toBe('no-currency');
    expect(idOf(new PriceTypes([], []).find('', ''))).toBe('no-currency');
  });
});
