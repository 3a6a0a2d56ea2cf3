import type { ProductDetail, Settings } from '@joor-bridge/contracts';
import { type Mapped, productMapper } from '../map/map-product.js';
import { aDetail, aVariant, LISTS, settingsOf, upcOf } from '../testing/details.js';
import { afterPlan } from '../testing/model-joor.js';
import type { KnownStyle, PlanOptions } from './plan.js';
import { planProductChanges } from './plan-product-changes.js';
import { planStyle } from './plan-style.js';

const OPTIONS: PlanOptions = {
  lineSheets: 'Add',
  images: 'Add',
  inactive: 'Keep',
  joorLineSheets: new Set(['Spring 2027']),
  joorSeasons: new Set(),
};
const COLORS = ['Black', 'Red', 'Blue'];
const SIZES = ['S', 'M', 'L', 'XL'];

/** A style of 12 variants. */
const twelve = (at: number, name = `Style ${at}`): ProductDetail =>
  aDetail({
    styleNumber: `ST-${at}`,
    name,
    variants: COLORS.flatMap((color) =>
      SIZES.map((size) =>
        aVariant({
          sku: `ST-${at}-${color}-${size}`,
          upc: upcOf(`ST-${at}-${color}-${size}`),
          ...{ colorName: color, colorCode: color.toUpperCase(), sizeName: size, sizeCode: size },
        }),
      ),
    ),
  });

function mapAll(products: readonly ProductDetail[], settings: Partial<Settings> = {}): Mapped[] {
  const map = productMapper(settingsOf(settings), LISTS);
  return products.map((product) => map({ product, listed: true }));
}

function joorAfter(products: readonly ProductDetail[]): Map<string, KnownStyle> {
  const { styles } = planProductChanges(mapAll(products), () => null, OPTIONS);
  return new Map(
    styles.flatMap((plan) => {
      const known = afterPlan(null, plan);
      return known ? [[plan.style, known] as const] : [];
    }),
  );
}

it('counts what is to be done, and gives the styles by their number', () => {
  const inJoor = joorAfter([1, 2, 3].map((at) => twelve(at)));
  const now = [twelve(4), twelve(2, 'Renamed'), { ...twelve(5), season: '', seasonYear: null }, twelve(1)];
  const plan = planProductChanges(mapAll(now), (style) => inJoor.get(style) ?? null, OPTIONS);
  expect(plan.styles.map(({ style, action }) => `${style} ${action}`)).toEqual([
    'ST-1 unchanged',
    'ST-2 update',
    'ST-4 create',
    'ST-5 refused',
  ]);
  expect(plan.counts).toEqual({ create: 1, update: 1, unchanged: 1, refused: 1, skipped: 0 });
});

it('refuses styles that are mapped to one number, and says with which others', () => {
  const numbered = (at: number, no: string) => ({ ...twelve(at), fields: { 'custom.No': no } });
  const mapping = [{ to: 'styleNumber' as const, from: 'custom.No' }];
  const mapped = mapAll([numbered(1, 'N'), numbered(2, 'M'), numbered(3, 'N')], {
    'products.mapping': mapping,
  });
  const { styles } = planProductChanges(mapped, () => null, OPTIONS);
  expect(styles.map(({ action }) => action)).toEqual(['refused', 'create', 'refused']);
  expect(styles[0]?.reasons).toEqual([
    { code: 'duplicate-style-number', reason: expect.stringContaining('N, is that of ST-3, too') },
  ]);
});

it('plans a large catalogue one style at a time, and finds the 2 % that changed', () => {
  const [template] = joorAfter([twelve(0)]).values();
  if (!template) throw new Error('nothing was made');
  const revisionOf = (product: ProductDetail) =>
    planProductChanges(mapAll([product]), () => null, OPTIONS).styles[0]?.revision ?? null;
  const map = productMapper(settingsOf(), LISTS);
  const changed: number[] = [];
  for (let at = 0; at < 500; at += 1) {
    const product = at % 50 === 0 ? twelve(at, 'Renamed') : twelve(at);
    const known = { ...template, revision: revisionOf(twelve(at)) };
    const { action } = planStyle(map({ product, listed: true }), known, OPTIONS);
    if (action !== 'unchanged') changed.push(at);
  }
  expect(changed).toEqual(Array.from({ length: 10 }, (_, n) => n * 50));
});
