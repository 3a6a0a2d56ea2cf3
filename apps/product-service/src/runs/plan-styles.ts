import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import { otherStylesIn, type StoredStyle, sourceOf } from '../catalogue/catalogue.js';
import { type Mapped, productMapper } from '../map/map-product.js';
import type { JoorNames, KnownStyle, PlanOptions, StylePlan } from '../plan/plan.js';
import { styleOf } from '../plan/plan-product-changes.js';
import { planStyle } from '../plan/plan-style.js';
import { type Numbered, refuseSharedNumbers, sharedAmong } from '../plan/shared-numbers.js';
import type { JoorSurroundings } from './joor-lists.js';

export interface MappedStyle {
  /** `sourceOf` the style it was mapped from. */
  readonly source: string;
  readonly mapped: Mapped;
}

export interface PlannedPair extends MappedStyle {
  readonly plan: StylePlan;
}

const NO_NUMBERS: ReturnType<typeof sharedAmong> = new Map();

/** Maps and plans the styles of a connection, some at a time, as its settings and JOOR stand. */
export class StylePlanner {
  private readonly mapStyle: (style: StoredStyle) => Mapped;
  private readonly options: PlanOptions;
  private shared = NO_NUMBERS;

  constructor(
    { settings }: ConnectionSnapshot,
    surroundings: JoorSurroundings,
    sharedSkus: ReadonlyMap<string, readonly string[]>,
  ) {
    this.mapStyle = productMapper(settings, surroundings, otherStylesIn(sharedSkus));
    this.options = {
      lineSheets: settings['products.lineSheets'],
      images: settings['products.images'],
      inactive: settings['products.inactive'],
      joorLineSheets: surroundings.joorLineSheets,
      joorSeasons: surroundings.joorSeasons,
      names: namesIn(surroundings),
    };
  }

  /**
   * Learns which styles share a number in JOOR. Only a mapping can make them do: the WMS's own number is the identity
   * of the style.
   */
  async learnNumbers(pages: AsyncIterable<readonly StoredStyle[]>): Promise<void> {
    const numbered: Numbered[] = [];
    for await (const page of pages) {
      for (const style of page) {
        const mapped = this.mapStyle(style);
        if (mapped.kind === 'wanted') numbered.push({ number: mapped.wanted.number, style: style.style });
      }
    }
    this.shared = sharedAmong(numbered);
  }

  map(styles: readonly StoredStyle[]): MappedStyle[] {
    return styles.map((style) => ({
      source: sourceOf(style),
      mapped: refuseSharedNumbers(this.mapStyle(style), this.shared),
    }));
  }

  plan(styles: readonly MappedStyle[], known: ReadonlyMap<string, KnownStyle>): PlannedPair[] {
    return styles.map((each) => ({
      ...each,
      plan: planStyle(each.mapped, known.get(styleOf(each.mapped)) ?? null, this.options),
    }));
  }
}

const namesIn = ({ priceTypes, categories }: JoorSurroundings): JoorNames => ({
  priceTypes: new Map(priceTypes.map(({ id, name }) => [id, name])),
  categories: new Map(
    categories.map(({ id, name, parentName }) => [id, [parentName, name].filter(Boolean).join(' > ')]),
  ),
});

export const mayShareNumbers = ({ settings }: ConnectionSnapshot): boolean =>
  settings['products.mapping'].some(({ to }) => to === 'styleNumber');
