import fc from 'fast-check';
import type { Mapped } from '../map/map-product.js';
import type { WantedSku, WantedStyle } from '../map/wanted-style.js';
import type { KnownStyle, PlanOptions } from '../plan/plan.js';

const short = (...texts: string[]) => fc.constantFrom(...texts);

const aSku = (at: number): fc.Arbitrary<WantedSku> =>
  fc.record({
    externalId: fc.constant(`SKU-${at}`),
    upc: short(`10${at}`, `20${at}`),
    colorName: short('Black', 'Red'),
    colorCode: short('BLK', 'RED'),
    sizeName: fc.constant(`${at}`),
    sizeCode: fc.constant(`${at}`),
    active: fc.boolean(),
  });

/** Wanted styles that are alike in part, so that plans between two of them have something to keep. */
export const wantedStyles = (style = 'ST-1'): fc.Arbitrary<WantedStyle> =>
  fc
    .tuple(
      fc
        .uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 5 })
        .chain((ats) => fc.tuple(...ats.map(aSku))),
      fc.record({
        name: short('Coat', 'Jacket'),
        description: short('', 'Of wool.'),
        categoryIds: fc.uniqueArray(short('1', '2', '3'), { maxLength: 3 }).map((ids) => ids.sort()),
        tag: short('Wool', 'Silk'),
        sheets: fc
          .uniqueArray(short('A', 'B', 'C'), { minLength: 1, maxLength: 3 })
          .map((names) => names.sort()),
        season: fc.option(fc.record({ name: short('Fall'), year: fc.constantFrom(2027, 2028) }), {
          nil: null,
        }),
        urls: fc.uniqueArray(short('u1', 'u2', 'u3'), { maxLength: 3 }),
        types: fc.uniqueArray(short('22', '23'), { minLength: 1, maxLength: 2 }),
        wholesale: short('1.00', '2.50'),
        retail: fc.option(short('9.00', '9.99'), { nil: null }),
      }),
    )
    .map(([[first, ...rest], parts]) => {
      const skus = first ? [{ ...first, active: true }, ...rest] : rest;
      const { name, description, categoryIds, tag, sheets, season, urls, types, wholesale, retail } = parts;
      return {
        ...{ style, number: style, identifier: style, name, description, categoryIds, skus },
        tags: [{ group: 'Fabric', name: 'Fabric', value: tag, code: tag }],
        prices: skus
          .filter(({ active }) => active)
          .flatMap(({ externalId: sku }) =>
            types.map((priceTypeId) => ({ sku, priceTypeId, wholesale, retail })),
          ),
        lineSheets: sheets.map((sheet) => ({ name: sheet, season })),
        images: urls.map((url, at) => ({ url, colorCode: '', kind: 'image' as const, order: at + 1 })),
        ...{ leftOut: [], notes: [], unmappedCategories: [] },
      };
    });

export const planOptions: fc.Arbitrary<PlanOptions> = fc.record({
  lineSheets: fc.constantFrom('Add' as const, 'Replace' as const),
  images: fc.constantFrom('Add' as const, 'Replace' as const),
  inactive: fc.constantFrom('Keep' as const, 'Make inactive' as const),
  joorLineSheets: fc.uniqueArray(short('A', 'B', 'C')).map((names) => new Set(names)),
  joorSeasons: fc.uniqueArray(short('Fall 2027')).map((keys) => new Set(keys)),
});

/** As people leave a style in JOOR: with a line sheet and an image of their own, and some SKUs inactive. */
export const touched = (known: KnownStyle): fc.Arbitrary<KnownStyle> =>
  fc.record({ image: fc.boolean(), sheet: fc.boolean(), inactive: fc.boolean() }).map((by) => ({
    revision: null,
    held: {
      ...known.held,
      images: by.image
        ? [
            ...known.held.images,
            { id: 'theirs', url: '', colorCode: '', kind: 'image', order: 9, ours: false },
          ]
        : known.held.images,
      collections: by.sheet
        ? [
            ...known.held.collections,
            {
              id: 'their sheet',
              name: 'Theirs',
              seasonId: null,
              skuIds: known.held.skus.map(({ id }) => id),
              ours: false,
            },
          ]
        : known.held.collections,
      skus: known.held.skus.map((sku, at) => ({ ...sku, active: !(by.inactive && at === 0) })),
    },
  }));

export const asMapped = (wanted: WantedStyle): Mapped => ({ kind: 'wanted', wanted });
