import type { HeldProduct } from '@joor-bridge/contracts';
import fc from 'fast-check';
import type { WantedStyle } from '../map/wanted-style.js';
import { asMapped, planOptions, touched, wantedStyles } from '../testing/arbitrary-styles.js';
import { afterPlan } from '../testing/model-joor.js';
import { type KnownStyle, type PlanOptions, STEP_KINDS } from './plan.js';
import { planProductChanges } from './plan-product-changes.js';
import { planStyle } from './plan-style.js';

/** A style that JOOR holds as it was wanted once, touched by people since; and what is wanted now. */
const situations = fc
  .tuple(wantedStyles(), wantedStyles(), planOptions, planOptions)
  .chain(([before, now, first, options]) => {
    const made = afterPlan(null, planStyle(asMapped(before), null, first));
    if (!made) throw new Error('nothing was made');
    return fc.record({ known: touched(made), now: fc.constant(now), options: fc.constant(options) });
  });

function applied(known: KnownStyle | null, now: WantedStyle, options: PlanOptions): HeldProduct {
  const after = afterPlan(known, planStyle(asMapped(now), known, options));
  if (!after) throw new Error('nothing was made');
  return after.held;
}

/** What the style is to be, as far as JOOR's data says it. */
const wantedView = (wanted: WantedStyle, held: HeldProduct, before: HeldProduct) => {
  const ids = new Map(held.skus.map(({ externalId, id }) => [externalId, id]));
  // A retail price that the WMS no longer names stays: JOOR cannot take it back.
  const kept = new Map(
    before.prices.map(({ skuId, priceTypeId, retail }) => [`${skuId} ${priceTypeId}`, retail]),
  );
  const active = wanted.skus.filter((sku) => sku.active);
  return {
    product: [
      wanted.name,
      wanted.number,
      wanted.identifier,
      wanted.description,
      wanted.categoryIds,
      wanted.tags,
    ],
    skus: active.map(({ active: _, ...sku }) => sku),
    prices: wanted.prices.map(({ sku, priceTypeId, wholesale, retail }) => [
      ids.get(sku),
      priceTypeId,
      wholesale,
      retail ?? kept.get(`${ids.get(sku)} ${priceTypeId}`) ?? null,
    ]),
    sheets: wanted.lineSheets.map(({ name }) => name),
    images: wanted.images.map(({ url }) => url),
  };
};

function heldView(wanted: WantedStyle, held: HeldProduct) {
  const names = new Set(wanted.skus.filter(({ active }) => active).map(({ externalId }) => externalId));
  const ids = new Set(held.skus.filter(({ externalId }) => names.has(externalId)).map(({ id }) => id));
  const types = new Set(wanted.prices.map(({ priceTypeId }) => priceTypeId));
  const order = new Map(wanted.skus.map(({ externalId }, at) => [externalId, at]));
  const at = (id: string) => order.get(held.skus.find((sku) => sku.id === id)?.externalId ?? '') ?? -1;
  const urls = new Set(wanted.images.map(({ url }) => url));
  return {
    product: [held.name, held.externalId, held.identifier, held.description, held.categoryIds, held.tags],
    skus: held.skus
      .filter(({ id }) => ids.has(id))
      .sort((left, right) => at(left.id) - at(right.id))
      .map(({ externalId, upc, colorName, colorCode, sizeName, sizeCode }) => ({
        ...{ externalId, upc, colorName, colorCode, sizeName, sizeCode },
      })),
    prices: held.prices
      .filter(({ skuId, priceTypeId }) => ids.has(skuId) && types.has(priceTypeId))
      .map(({ skuId, priceTypeId, wholesale, retail }) => [skuId, priceTypeId, wholesale, retail]),
    sheets: held.collections
      .filter(({ name, skuIds }) => name !== 'Theirs' && [...ids].every((id) => skuIds.includes(id)))
      .map(({ name }) => name)
      .sort(),
    images: held.images.map(({ url }) => url).filter((url) => urls.has(url)),
  };
}

const sortedPrices = <T extends { prices: readonly unknown[] }>(view: T) => ({
  ...view,
  prices: view.prices.map((price) => JSON.stringify(price)).sort(),
});

describe('laws of plans', () => {
  it('a plan, applied, makes of JOOR what is wanted', () => {
    fc.assert(
      fc.property(situations, ({ known, now, options }) => {
        const held = applied(known, now, options);
        const view = sortedPrices(heldView(now, held));
        const images = options.images === 'Replace' ? view.images : [...view.images].sort();
        const asked = sortedPrices(wantedView(now, held, known.held));
        const askedImages = options.images === 'Replace' ? asked.images : [...asked.images].sort();
        expect({ ...view, images }).toEqual({ ...asked, images: askedImages });
      }),
      { numRuns: 500 },
    );
  });

  it('planning again finds nothing to do, by the revision or by looking', () => {
    fc.assert(
      fc.property(situations, ({ known, now, options }) => {
        const after = afterPlan(known, planStyle(asMapped(now), known, options));
        if (!after) throw new Error('nothing was made');
        expect(planStyle(asMapped(now), after, options)).toMatchObject({ action: 'unchanged', steps: [] });
        const unsure = { ...after, revision: null };
        expect(planStyle(asMapped(now), unsure, options)).toMatchObject({ action: 'unchanged', steps: [] });
      }),
      { numRuns: 500 },
    );
  });

  it("what people did in JOOR survives, unless replacing is chosen; our own entries follow the WMS's", () => {
    fc.assert(
      fc.property(situations, ({ known, now, options }) => {
        const held = applied(known, now, options);
        const theirs = known.held.collections.filter(({ ours }) => !ours);
        const kept = options.lineSheets === 'Add' ? theirs : [];
        const names = [...now.lineSheets, ...kept].map(({ name }) => name).sort();
        expect(held.collections.map(({ name }) => name).sort()).toEqual(names);
        if (options.images === 'Add') {
          expect(held.images).toEqual(expect.arrayContaining(known.held.images));
        } else {
          expect(held.images.map(({ url }) => url)).toEqual(now.images.map(({ url }) => url));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('nothing is ever made inactive, nor active again, unless that is chosen; and then only after approval', () => {
    fc.assert(
      fc.property(situations, ({ known, now, options }) => {
        const { steps } = planStyle(asMapped(now), known, options);
        const status = steps.filter((step) => step.kind === 'status');
        if (options.inactive === 'Keep') expect(status).toEqual([]);
        for (const step of status) expect(step.needsApproval).toBe(true);
        const held = applied(known, now, options);
        const isSold = new Map(now.skus.map(({ externalId, active }) => [externalId, active]));
        for (const sku of held.skus) {
          const before = known.held.skus.find(({ id }) => id === sku.id);
          const expected =
            options.inactive === 'Keep' ? (before?.active ?? true) : (isSold.get(sku.externalId) ?? false);
          expect(sku.active).toBe(expected);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('steps come in the order in which JOOR takes them, each at most once and none empty', () => {
    fc.assert(
      fc.property(situations, ({ known, now, options }) => {
        const kinds = planStyle(asMapped(now), known, options).steps.map(({ kind }) => kind);
        expect(kinds).toEqual(STEP_KINDS.filter((kind) => kinds.includes(kind)));
      }),
    );
  });

  it('the order of the styles makes no difference, nor that of what is in them', () => {
    const several = fc.tuple(wantedStyles('A'), wantedStyles('B'), wantedStyles('C'));
    fc.assert(
      fc.property(several, planOptions, fc.boolean(), (styles, options, reverse) => {
        const mapped = styles.map(asMapped);
        const turned = styles.map((wanted) =>
          asMapped({
            ...wanted,
            skus: reverse ? [...wanted.skus].reverse() : wanted.skus,
            prices: reverse ? [...wanted.prices].reverse() : wanted.prices,
          }),
        );
        const plan = planProductChanges(mapped, () => null, options);
        const other = planProductChanges(turned.reverse(), () => null, options);
        expect(other.counts).toEqual(plan.counts);
        expect(other.styles.map(({ style, revision }) => [style, revision])).toEqual(
          plan.styles.map(({ style, revision }) => [style, revision]),
        );
      }),
    );
  });
});
