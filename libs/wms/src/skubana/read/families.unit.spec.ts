import fc from 'fast-check';
import { readOptions } from '../../options.js';
import { isRefusedProduct } from '../../products/read-product.js';
import { neededTextIn } from '../../row/row-text.js';
import { SkubanaOptions } from '../options.js';
import { Families } from './families.js';
import { styleOf } from './style-of.js';

const options = readOptions(SkubanaOptions, { salesChannelId: 1 });
const rules = {
  options,
  names: { nameOf: (product: object) => neededTextIn({ ...product }, 'masterSku', 200) },
  vendorSkus: new Map<string, string>(),
};

it('never throws: of whatever comes it makes styles and refusals', () => {
  const some = (good: fc.Arbitrary<unknown>) => fc.oneof(good, fc.anything());
  const id = fc.integer({ min: 1, max: 4 });
  const products = fc.record(
    {
      productId: some(id),
      parentId: some(fc.oneof(id, fc.constant(null))),
      masterSku: some(fc.string({ minLength: 1 })),
      mapPrice: some(fc.record({ amount: some(fc.double()), currency: fc.constant('USD') })),
      attributeGroups: some(
        fc.array(fc.record({ name: some(fc.constant('Color')), attributes: fc.anything() })),
      ),
      customFieldValues: some(fc.array(fc.record({ customFieldDef: fc.anything(), value: fc.anything() }))),
      imageUrls: some(fc.array(fc.record({ url: some(fc.string()), rank: fc.anything() }))),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(products, fc.anything())), (raws) => {
      const families = new Families(options, null);
      for (const raw of raws) families.add(raw);
      const styles = families.whole().map((family) => styleOf(family, rules));
      for (const style of [...styles, ...families.refused]) {
        if (isRefusedProduct(style)) expect(style.reason).not.toBe('');
        else expect(style.variants.length).toBeGreaterThan(0);
      }
    }),
  );
});

it('gives each product to one family, in whatever order they come', () => {
  const products = fc.uniqueArray(
    fc.record({ productId: fc.integer({ min: 10, max: 40 }), parentId: fc.constantFrom(null, 1, 2) }),
    { selector: ({ productId }) => productId, maxLength: 12 },
  );
  const mains = [1, 2].map((productId) => ({ productId, parentId: null }));
  fc.assert(
    fc.property(products, fc.boolean(), (some, backwards) => {
      const families = new Families(options, null);
      const all = [...mains, ...some].map((each) => ({ ...each, masterSku: `SKU-${each.productId}` }));
      for (const raw of backwards ? [...all].reverse() : all) families.add(raw);
      const whole = families.whole();
      expect(families.refused).toEqual([]);
      const given = whole.flatMap(({ main, variants }) =>
        [...new Set([main, ...variants])].map(({ id }) => id),
      );
      expect(given.sort()).toEqual(all.map(({ productId }) => String(productId)).sort());
    }),
  );
});
