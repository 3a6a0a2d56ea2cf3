import { CATEGORIES, COLOR_TRAIT, PRICE_TYPES, SIZE_TRAIT, TRAITS } from './joor-lists.js';

describe("JOOR's own lists", () => {
  it('has the documented trait ids', () => {
    expect([COLOR_TRAIT, SIZE_TRAIT]).toEqual(['U0tVVHJhaXQ6U3R5bGVDb2xvcg==', 'U0tVVHJhaXQ6U2l6ZQ==']);
    expect(TRAITS.filter(({ type }) => type === 'sku').map(({ name }) => name)).toEqual(['Color', 'Size']);
  });

  it('has a price type of each currency that orders are in', () => {
    expect(PRICE_TYPES[0]).toEqual({
      id: '22',
      name: 'US Dollar',
      currency_code: 'USD',
      retail_currency_code: 'USD',
    });
    expect(PRICE_TYPES.map(({ currency_code }) => currency_code)).toEqual(['USD', 'EUR', 'GBP', 'CAD']);
  });

  it('has some thirty categories, no two alike', () => {
    expect(CATEGORIES.length).toBeGreaterThanOrEqual(30);
    const names = CATEGORIES.map(
      ({ department, parent_name, name }) => `${department}/${parent_name}/${name}`,
    );
    expect(new Set(names).size).toBe(CATEGORIES.length);
    expect(new Set(CATEGORIES.map(({ id }) => id)).size).toBe(CATEGORIES.length);
    expect(names).toContain('Women/Apparel/Dresses');
  });
});
