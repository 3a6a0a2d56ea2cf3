import type { ProductPage } from '../products/product-page.js';
import { allOf } from '../testing/pulled.js';
import { rehearseReading, someStyles } from './pulled.js';
import type { Subject } from './stage.js';

const skusIn = (pages: readonly ProductPage[]) =>
  pages.flatMap(({ products }) =>
    products.map(({ styleNumber, variants }) => [styleNumber, variants.map(({ sku }) => sku).sort()]),
  );

/** What holds of products that are read. */
export function productReading(subject: Subject): void {
  it('gives every style once, with all of its variants', () =>
    rehearseReading(subject, async ({ goods, products }) => {
      const styles = someStyles(23);
      goods.styles(styles);
      const pages = await allOf(products(null));
      const expected = styles.map(({ styleNumber, variants }) => [
        styleNumber,
        variants.map(({ sku }) => sku).sort(),
      ]);
      expect(new Map(skusIn(pages) as [string, string[]][])).toEqual(
        new Map(expected as [string, string[]][]),
      );
      expect(skusIn(pages)).toHaveLength(23);
      expect(pages.flatMap(({ refused }) => refused)).toEqual([]);
    }));

  it('ends normally, and empty, where there is nothing', () =>
    rehearseReading(subject, async ({ goods, products }) => {
      goods.styles([]);
      const all = [...(await allOf(products(null))), ...(await allOf(products(new Date(0))))];
      expect(all.flatMap((page) => [...page.products, ...page.refused])).toEqual([]);
    }));

  it('gives whole what changed since a moment, and nothing else', () =>
    rehearseReading(subject, async ({ goods, products }) => {
      const styles = someStyles(12).map((style, at) =>
        at === 3 || at === 11 ? { ...style, modifiedAt: '2026-11-27T10:00:00Z' } : style,
      );
      goods.styles(styles);
      const changed = await allOf(products(new Date('2026-11-27T09:59:59Z')));
      expect(skusIn(changed)).toEqual([
        ['STY-4', ['STY-4-M', 'STY-4-S']],
        ['STY-12', ['STY-12-M', 'STY-12-S']],
      ]);
      expect(skusIn(await allOf(products(new Date('2026-11-27T10:00:01Z'))))).toEqual([]);
    }));

  it('lists the styles that cannot be read with their reasons, and takes the others', () =>
    rehearseReading(subject, async ({ goods, products }) => {
      const [good, bad, other] = someStyles(3);
      if (!good || !bad || !other) throw new Error('three styles');
      goods.styles([good, { ...bad, variants: [...bad.variants, { sku: 'BAD', upc: 12_345 }] }, other]);
      const pages = await allOf(products(null));
      expect(skusIn(pages).map(([styleNumber]) => styleNumber)).toEqual(['STY-1', 'STY-3']);
      expect(pages.flatMap(({ refused }) => refused)).toEqual([
        { styleNumber: 'STY-2', reason: expect.stringContaining('upc') },
      ]);
    }));
}
