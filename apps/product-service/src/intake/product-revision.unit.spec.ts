import fc from 'fast-check';
import { aDetail, aVariant } from '../testing/details.js';
import { productRevision } from './product-revision.js';

const revision = (parts: Parameters<typeof aDetail>[0] = {}) => productRevision(aDetail(parts));
const price = (wholesale: string, label = '') => ({ label, currency: 'USD', wholesale, retail: null });
const image = (url: string, kind: 'image' | 'swatch' = 'image') => ({ url, colorCode: '', kind });

test('is 32 hex digits, and the same for the same style', () => {
  expect(revision()).toMatch(/^[0-9a-f]{32}$/);
  expect(revision()).toBe(revision());
});

describe('what makes no revision', () => {
  it('is the time of the last change', () => {
    expect(revision({ modifiedAt: '2026-11-27T10:00:00Z' })).toBe(revision());
  });

  it('is another sequence of variants, prices, categories, line sheets and fields', () => {
    const { variants } = aDetail();
    expect(revision({ variants: [...variants].reverse() })).toBe(revision());
    expect(revision({ prices: [price('1', 'a'), price('2', 'b')] })).toBe(
      revision({ prices: [price('2', 'b'), price('1', 'a')] }),
    );
    expect(revision({ categories: ['a', 'b'] })).toBe(revision({ categories: ['b', 'a'] }));
    expect(revision({ lineSheets: ['a', 'b'] })).toBe(revision({ lineSheets: ['b', 'a'] }));
    expect(revision({ fields: { a: '1', b: '2' } })).toBe(revision({ fields: { b: '2', a: '1' } }));
  });

  it('holds for any sequence of variants', () => {
    const variants = Array.from({ length: 6 }, (_, at) => aVariant({ sku: `S${at}` }));
    fc.assert(
      fc.property(fc.shuffledSubarray(variants, { minLength: 6 }), (shuffled) => {
        expect(revision({ variants: shuffled })).toBe(revision({ variants }));
      }),
    );
  });
});

describe('what makes another revision', () => {
  it.each([
    ['name', { name: 'Other' }],
    ['description', { description: 'Other' }],
    ['productType', { productType: 'Other' }],
    ['supplierCode', { supplierCode: 'Other' }],
    ['active', { active: false }],
    ['season', { season: 'Other' }],
    ['seasonYear', { seasonYear: 2030 }],
    ['categories', { categories: ['Other'] }],
    ['lineSheets', { lineSheets: ['Other'] }],
    ['prices', { prices: [price('1')] }],
    ['images', { images: [image('https://c.example/other.jpg')] }],
    ['fields', { fields: { 'custom.Other': '1' } }],
    ['variants', { variants: [aVariant()] }],
  ])('is another %s', (_, parts) => {
    expect(revision(parts)).not.toBe(revision());
  });

  it.each([
    ['upc', { upc: '9' }],
    ['colorName', { colorName: 'Other' }],
    ['colorCode', { colorCode: 'OTH' }],
    ['sizeName', { sizeName: 'Other' }],
    ['sizeCode', { sizeCode: 'OTH' }],
    ['active', { active: false }],
    ['prices', { prices: [price('1')] }],
    ['fields', { fields: { a: '1' } }],
  ])('is a variant with another %s', (_, parts) => {
    expect(revision({ variants: [aVariant(parts)] })).not.toBe(revision({ variants: [aVariant()] }));
  });

  it('is another sequence of images, which are shown in it', () => {
    const [one, other] = [image('https://c.example/1.jpg'), image('https://c.example/2.jpg')];
    expect(revision({ images: [one, other] })).not.toBe(revision({ images: [other, one] }));
  });

  it('is not mixed up by where a text stands', () => {
    expect(revision({ productType: 'x', supplierCode: '' })).not.toBe(
      revision({ productType: '', supplierCode: 'x' }),
    );
  });
});
