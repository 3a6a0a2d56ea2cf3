import type { Mapped } from '../map/map-product.js';
import type { WantedStyle } from '../map/wanted-style.js';
import { afterPlan } from '../testing/model-joor.js';
import { aWantedImage, aWantedSku, aWantedStyle } from '../testing/products.js';
import type { KnownStyle, PlanOptions, Step, StylePlan } from './plan.js';
import { planStyle } from './plan-style.js';
import { planText } from './plan-text.js';

const OPTIONS: PlanOptions = {
  lineSheets: 'Add',
  images: 'Add',
  inactive: 'Keep',
  joorLineSheets: new Set(),
  joorSeasons: new Set(),
};

const plan = (wanted: WantedStyle, known: KnownStyle | null = null, options: Partial<PlanOptions> = {}) =>
  planStyle({ kind: 'wanted', wanted }, known, { ...OPTIONS, ...options });

function inJoor(wanted: WantedStyle = aWantedStyle()): KnownStyle {
  const known = afterPlan(null, plan(wanted));
  if (!known) throw new Error('nothing was made');
  return { ...known, revision: null };
}

const step = <K extends Step['kind']>(found: StylePlan, kind: K) =>
  found.steps.find((each): each is Extract<Step, { kind: K }> => each.kind === kind);
const fields = ({ changes }: StylePlan) => changes.map(({ field, from, to }) => [field, from, to]);

describe('what people read of a plan', () => {
  const names = {
    priceTypes: new Map([['22', 'US Dollar']]),
    categories: new Map([
      ['1', 'Apparel > Shirts'],
      ['9', 'Apparel > Shirts'],
      ['2', 'Apparel > Coats'],
    ]),
  };
  const before = inJoor(aWantedStyle('ST-1', { categoryIds: ['1', '2'] }));

  it('calls price types and categories by their names', () => {
    const wanted = aWantedStyle('ST-1', { categoryIds: ['2'] });
    const prices = wanted.prices.map((price) => ({ ...price, wholesale: '41.00' }));
    expect(fields(plan({ ...wanted, prices }, before, { names })).slice(0, 2)).toEqual([
      ['categories', 'Apparel > Coats, Apparel > Shirts', 'Apparel > Coats'],
      ['SKU ST-1-BLK-S price (US Dollar)', '40.00, retail 100.00', '41.00, retail 100.00'],
    ]);
  });

  it('does not take two of one name for the same', () => {
    const found = plan(aWantedStyle('ST-1', { categoryIds: ['2', '9'] }), before, { names });
    expect([found.action, step(found, 'product')?.categoryIds]).toEqual(['update', ['2', '9']]);
  });
});

describe('a new style', () => {
  it('is made whole, in order', () => {
    const found = plan(aWantedStyle());
    expect(found.action).toBe('create');
    expect(found.steps.map(({ kind }) => kind)).toEqual([
      'product',
      'skus',
      'prices',
      'seasons',
      'line-sheets',
      'images',
    ]);
    expect(step(found, 'product')).toMatchObject({ id: null, externalId: 'ST-1' });
    expect(step(found, 'seasons')?.create).toEqual([{ name: 'Spring', year: 2027 }]);
    expect(step(found, 'line-sheets')?.add).toEqual([
      {
        name: 'Spring 2027',
        id: null,
        make: true,
        season: { name: 'Spring', year: 2027 },
        skus: ['ST-1-BLK-S', 'ST-1-BLK-M'],
      },
    ]);
  });

  it('makes no season that JOOR has, and none for a line sheet that is there', () => {
    const joorSeasons = new Set(['Spring 2027']);
    expect(step(plan(aWantedStyle(), null, { joorSeasons }), 'seasons')).toBeUndefined();
    const joorLineSheets = new Set(['Spring 2027']);
    const found = plan(aWantedStyle(), null, { joorLineSheets });
    expect(step(found, 'seasons')).toBeUndefined();
    expect(step(found, 'line-sheets')?.add[0]).toMatchObject({ make: false, season: null });
  });

  it('has no SKU that the WMS does not sell', () => {
    const [first, second] = aWantedStyle().skus;
    const skus = first && second ? [first, { ...second, active: false }] : [];
    const found = plan(aWantedStyle('ST-1', { skus, prices: aWantedStyle().prices.slice(0, 1) }));
    expect(step(found, 'skus')?.create).toEqual([first]);
    expect(step(found, 'line-sheets')?.add[0]?.skus).toEqual(['ST-1-BLK-S']);
  });
});

describe('a changed style', () => {
  it('is changed field by field: nothing is written that JOOR has', () => {
    const wanted = aWantedStyle('ST-1', { description: 'Made of silk.' });
    const found = plan(wanted, inJoor());
    expect(found.action).toBe('update');
    expect(fields(found)).toEqual([['description', 'Made of wool.', 'Made of silk.']]);
    expect(found.steps).toEqual([expect.objectContaining({ kind: 'product', id: 'product' })]);
  });

  it('writes the one price that changed', () => {
    const before = aWantedStyle();
    const prices = before.prices.map((price, at) => (at === 0 ? { ...price, wholesale: '41.00' } : price));
    const found = plan({ ...before, prices }, inJoor());
    expect(found.steps).toEqual([
      {
        kind: 'prices',
        create: [],
        update: [{ ...prices[0], id: 'price sku ST-1-BLK-S 22' }],
      },
    ]);
    expect(fields(found)).toEqual([
      ['SKU ST-1-BLK-S price (price type 22)', '40.00, retail 100.00', '41.00, retail 100.00'],
    ]);
  });

  it('takes 40 and 40.00 for the same price', () => {
    const known = inJoor();
    const prices = known.held.prices.map((price) => ({ ...price, wholesale: '40', retail: '100.000' }));
    expect(plan(aWantedStyle(), { ...known, held: { ...known.held, prices } }).action).toBe('unchanged');
  });

  it('knows a SKU that the WMS renamed by its UPC, and makes no second one', () => {
    const before = aWantedStyle();
    const skus = before.skus.map((sku, at) => (at === 0 ? { ...sku, externalId: 'NEW' } : sku));
    const prices = before.prices.map((price, at) => (at === 0 ? { ...price, sku: 'NEW' } : price));
    const found = plan({ ...before, skus, prices }, inJoor());
    expect(found.steps).toEqual([
      {
        kind: 'skus',
        create: [],
        update: [expect.objectContaining({ id: 'sku ST-1-BLK-S', externalId: 'NEW' })],
      },
    ]);
  });

  it('a new size goes onto the line sheet with those that are there', () => {
    const found = plan(aWantedStyle('ST-1', {}, 3), inJoor());
    expect(found.steps.map(({ kind }) => kind)).toEqual(['skus', 'prices', 'line-sheets']);
    expect(step(found, 'line-sheets')?.add).toEqual([
      {
        name: 'Spring 2027',
        id: 'sheet Spring 2027',
        make: false,
        season: null,
        skus: ['ST-1-BLK-S', 'ST-1-BLK-M', 'ST-1-BLK-L'],
      },
    ]);
  });

  it('of which nothing differs is unchanged, at once by its revision', () => {
    const known = afterPlan(null, plan(aWantedStyle()));
    expect(plan(aWantedStyle(), known).action).toBe('unchanged');
    expect(plan(aWantedStyle('ST-1', { name: 'X' }), known).action).toBe('update');
  });

  it('is looked at again when another choice is made', () => {
    const known = afterPlan(null, plan(aWantedStyle()));
    const theirs = { id: 'i', url: '', colorCode: '', kind: 'image' as const, order: 9, ours: false };
    const touched = known && { ...known, held: { ...known.held, images: [...known.held.images, theirs] } };
    expect(plan(aWantedStyle(), touched).action).toBe('unchanged');
    const found = plan(aWantedStyle(), touched, { images: 'Replace' });
    expect(step(found, 'images')).toEqual({ kind: 'images', replaceAll: true, add: aWantedStyle().images });
    expect(fields(found)).toEqual([['image', 'image loaded in JOOR', '']]);
  });
});

describe('images', () => {
  it('are added without touching others', () => {
    const more = aWantedImage({ url: 'https://cdn.example.com/back.jpg', order: 2 });
    const found = plan(aWantedStyle('ST-1', { images: [...aWantedStyle().images, more] }), inJoor());
    expect(found.steps).toEqual([{ kind: 'images', replaceAll: false, add: [more] }]);
  });

  it('in another sequence are left alone unless replacing is chosen', () => {
    const two = [1, 2].map((order) => aWantedImage({ url: `https://cdn.example.com/${order}.jpg`, order }));
    const turned = [...two].reverse().map((image, at) => ({ ...image, order: at + 1 }));
    const known = inJoor(aWantedStyle('ST-1', { images: two }));
    expect(plan(aWantedStyle('ST-1', { images: turned }), known).action).toBe('unchanged');
    const found = plan(aWantedStyle('ST-1', { images: turned }), known, { images: 'Replace' });
    expect(step(found, 'images')).toMatchObject({ replaceAll: true, add: turned });
  });
});

describe('what is no longer sold', () => {
  const unsold: Mapped = { kind: 'unsold', style: 'ST-1', leftOut: [] };
  const chosen = { ...OPTIONS, inactive: 'Make inactive' as const };

  it('stays in JOOR as it is, and is never made there', () => {
    expect(planStyle(unsold, inJoor(), OPTIONS)).toMatchObject({ action: 'unchanged', steps: [] });
    expect(planStyle(unsold, null, chosen)).toMatchObject({ action: 'skipped', steps: [] });
  });

  it('is made inactive by choice, with approval and nothing else', () => {
    const found = planStyle(unsold, inJoor(), chosen);
    expect(found.steps).toEqual([
      {
        kind: 'status',
        needsApproval: true,
        approvedOrders: null,
        skus: inJoor().held.skus.map((sku) => ({ ...sku, makeActive: false })),
      },
    ]);
    expect(planText(found)).toContain(
      'needs approval: the status of 2 SKUs; the approved orders it touches are not',
    );
  });

  it('a variant that vanished is; one that was left out for a fault is not', () => {
    const [first] = aWantedStyle().skus;
    const skus = first ? [first] : [];
    const prices = aWantedStyle().prices.slice(0, 1);
    const without = aWantedStyle('ST-1', { skus, prices });
    expect(step(plan(without, inJoor(), chosen), 'status')?.skus.map(({ externalId }) => externalId)).toEqual(
      ['ST-1-BLK-M'],
    );
    const leftOut = [{ sku: 'ST-1-BLK-M', code: 'no-price' as const, reason: 'no price' }];
    expect(step(plan({ ...without, leftOut }, inJoor(), chosen), 'status')).toBeUndefined();
    expect(step(plan(without, inJoor()), 'status')).toBeUndefined();
  });
});

describe('what is refused or skipped', () => {
  it('is given with its reasons, and nothing is written', () => {
    const refusals = [{ code: 'no-line-sheet' as const, reason: 'There is no line sheet.' }];
    const refused: Mapped = { kind: 'refused', style: 'ST-1', refusals, leftOut: [], unmappedCategories: [] };
    const found = planStyle(refused, inJoor(), OPTIONS);
    expect(found).toMatchObject({ action: 'refused', steps: [], reasons: refusals, revision: null });
    expect(planText(found)).toBe('ST-1: refused\n  refused: There is no line sheet.');
  });

  it('says that the filter keeps it out', () => {
    const found = planStyle({ kind: 'skipped', style: 'ST-1', leftOut: [] }, null, OPTIONS);
    expect(planText(found)).toBe('ST-1: skipped\n  note: Item Filter keeps all of its variants out.');
  });
});

test('a plan reads as one line a change', () => {
  const wanted = aWantedStyle('ST-1', {
    description: `Long\n${'x'.repeat(200)}`,
    skus: [
      ...aWantedStyle().skus,
      aWantedSku({ externalId: 'ST-1-BLK-L', sizeName: 'L', sizeCode: 'L', upc: '9' }),
    ],
    notes: ['Something else.'],
  });
  expect(planText(plan(wanted, inJoor())).split('\n')).toEqual([
    'ST-1: update, 3 changes',
    `  description: "Made of wool." → "Long ${'x'.repeat(114)}…"`,
    '  SKU ST-1-BLK-L: nothing → "Black (BLK), size L, UPC 9"',
    '  line sheet: "Spring 2027: 2 SKUs" → "Spring 2027: 3 SKUs"',
    '  note: Something else.',
  ]);
});
