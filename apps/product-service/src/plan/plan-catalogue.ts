import type { CataloguedStyle, Mapped } from '../map/map-product.js';
import type { KnownStyle, PlanOptions, StylePlan } from './plan.js';
import { styleOf } from './plan-product-changes.js';
import { planRevision } from './plan-revision.js';
import { planStyle } from './plan-style.js';
import { refuseSharedNumbers, sharedAmong } from './shared-numbers.js';

export interface CataloguePlanParts {
  /** Styles page by page; asked for again where they have to be gone through twice. */
  readonly pages: () => AsyncIterable<readonly CataloguedStyle[]>;
  readonly map: (style: CataloguedStyle) => Mapped;
  /** `planRevision` of what JOOR wholly has, by style; null while a part of it is not. */
  readonly revisions: (styles: readonly string[]) => Promise<ReadonlyMap<string, string | null>>;
  /** Asked for only where the revision differs. */
  readonly known: (styles: readonly string[]) => Promise<ReadonlyMap<string, KnownStyle>>;
  readonly options: PlanOptions;
  /** Whether the mapping gives styles another number than their own: then two may have the same. */
  readonly numbersAreMapped: boolean;
}

/**
 * The plans of a whole catalogue, however large it is: one page is in memory at a time, and what JOOR holds is looked at
 * only where it differs. Unchanged styles are among them. The same as `planProductChanges` finds.
 */
export async function* planCatalogue(parts: CataloguePlanParts): AsyncGenerator<readonly StylePlan[]> {
  const { pages, map, numbersAreMapped } = parts;
  const shared = numbersAreMapped ? sharedAmong(await numbersOf(pages(), map)) : new Map<string, string[]>();
  for await (const page of pages()) {
    const mapped = page.map((style) => refuseSharedNumbers(map(style), shared));
    yield await planPage(parts, mapped);
  }
}

async function planPage(
  { revisions, known, options }: CataloguePlanParts,
  mapped: readonly Mapped[],
): Promise<StylePlan[]> {
  const inJoor = await revisions(mapped.filter(isPlanned).map(styleOf));
  const differing = mapped.filter(
    (each) => isPlanned(each) && inJoor.get(styleOf(each)) !== planRevision(each, options),
  );
  const held = await known(differing.map(styleOf).filter((style) => inJoor.has(style)));
  return mapped.map((each) => {
    const style = styleOf(each);
    const before = held.get(style) ?? null;
    const revision = inJoor.get(style);
    if (before || typeof revision !== 'string' || !isPlanned(each)) return planStyle(each, before, options);
    return planStyle(each, { revision, held: UNSEEN }, options);
  });
}

type Planned = Extract<Mapped, { kind: 'wanted' | 'unsold' }>;

const isPlanned = (mapped: Mapped): mapped is Planned => mapped.kind === 'wanted' || mapped.kind === 'unsold';

/** Never looked at: the revision has told that nothing differs. */
const UNSEEN: KnownStyle['held'] = {
  ...{ id: '-', externalId: '', name: '', identifier: '', description: '', categoryIds: [], tags: [] },
  ...{ skus: [], prices: [], collections: [], images: [] },
};

/** Number and style only: the rest would be too much to keep of all of them. */
async function numbersOf(
  pages: AsyncIterable<readonly CataloguedStyle[]>,
  map: CataloguePlanParts['map'],
): Promise<{ number: string; style: string }[]> {
  const numbers: { number: string; style: string }[] = [];
  for await (const page of pages) {
    for (const each of page.map(map)) {
      if (each.kind === 'wanted') numbers.push({ number: each.wanted.number, style: each.wanted.style });
    }
  }
  return numbers;
}
