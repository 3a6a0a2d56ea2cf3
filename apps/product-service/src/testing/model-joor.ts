import type { HeldCollection, HeldPrice, HeldProduct, HeldSku } from '@joor-bridge/contracts';
import type { KnownStyle, Step, StylePlan } from '../plan/plan.js';

/** What JOOR would hold after the steps of a plan, in as few words as the rules of each step. */
export function afterPlan(known: KnownStyle | null, plan: StylePlan): KnownStyle | null {
  let held = known?.held ?? null;
  for (const step of plan.steps) held = afterStep(held, step);
  return held && { held, revision: plan.revision };
}

const NOTHING: HeldProduct = {
  ...{ id: 'product', externalId: '', name: '', identifier: '', description: '', categoryIds: [], tags: [] },
  ...{ skus: [], prices: [], collections: [], images: [] },
};

function afterStep(before: HeldProduct | null, step: Step): HeldProduct {
  if (!before && step.kind !== 'product') throw new Error(`${step.kind} before there is a product`);
  const held = before ?? NOTHING;
  switch (step.kind) {
    case 'product': {
      if ((step.id === null) !== (before === null))
        throw new Error('made twice, or changed before it is there');
      const { kind: _, id: __, ...fields } = step;
      return { ...held, ...fields, categoryIds: [...fields.categoryIds], tags: [...fields.tags] };
    }
    case 'skus':
      return { ...held, skus: afterSkus(held.skus, step) };
    case 'prices':
      return { ...held, prices: afterPrices(held, step) };
    case 'seasons':
      return held;
    case 'line-sheets':
      return { ...held, collections: afterLineSheets(held, step) };
    case 'images': {
      const kept = step.replaceAll ? [] : held.images;
      const added = step.add.map((image) => ({ ...image, id: `image of ${image.url}`, ours: true }));
      return { ...held, images: [...kept, ...added] };
    }
    case 'status': {
      const active = new Map(step.skus.map(({ id, makeActive }) => [id, makeActive]));
      return {
        ...held,
        skus: held.skus.map((sku) => ({ ...sku, active: active.get(sku.id) ?? sku.active })),
      };
    }
  }
}

type Of<K extends Step['kind']> = Extract<Step, { kind: K }>;

function afterSkus(skus: readonly HeldSku[], { create, update }: Of<'skus'>): HeldSku[] {
  const changed = new Map(update.map((sku) => [sku.id, sku]));
  const kept = skus.map((sku) => ({ ...sku, ...changed.get(sku.id), active: sku.active }));
  const made = create.map((sku) => ({ ...sku, id: `sku ${sku.externalId}` }));
  for (const { id } of made) if (skus.some((sku) => sku.id === id)) throw new Error(`${id} is made twice`);
  return [...kept, ...made];
}

function afterPrices({ skus, prices }: HeldProduct, { create, update }: Of<'prices'>): HeldPrice[] {
  const changed = new Map(update.map((price) => [price.id, price]));
  const kept = prices.map(({ id, skuId, priceTypeId, wholesale, retail }) => {
    const now = changed.get(id) ?? { wholesale, retail };
    return { id, skuId, priceTypeId, wholesale: now.wholesale, retail: now.retail };
  });
  const made = create.map(({ sku, priceTypeId, wholesale, retail }) => {
    const skuId = skuIdOf(skus, sku);
    const id = `price ${skuId} ${priceTypeId}`;
    if (kept.some((price) => price.skuId === skuId && price.priceTypeId === priceTypeId)) {
      throw new Error(`${id} is made twice`);
    }
    return { id, skuId, priceTypeId, wholesale, retail };
  });
  return [...kept, ...made];
}

function afterLineSheets(
  { skus, collections }: HeldProduct,
  { add, remove }: Of<'line-sheets'>,
): HeldCollection[] {
  const gone = new Set(remove.map(({ id }) => id));
  const names = new Set(add.map(({ name }) => name));
  const kept = collections.filter(({ id, name }) => !gone.has(id) && !names.has(name));
  const put = add.map(({ name, season, skus: externalIds }): HeldCollection => {
    const before = collections.find((collection) => collection.name === name);
    const seasonId = before ? before.seasonId : season && `season ${season.name} ${season.year}`;
    const skuIds = externalIds.map((sku) => skuIdOf(skus, sku));
    for (const id of before?.skuIds ?? [])
      if (!skuIds.includes(id)) throw new Error(`${id} is taken off ${name}`);
    return { id: before?.id ?? `sheet ${name}`, name, seasonId, skuIds, ours: before?.ours ?? true };
  });
  return [...kept, ...put];
}

function skuIdOf(skus: readonly HeldSku[], externalId: string): string {
  const found = skus.find((sku) => sku.externalId === externalId);
  if (!found) throw new Error(`SKU ${externalId} is not there yet`);
  return found.id;
}
