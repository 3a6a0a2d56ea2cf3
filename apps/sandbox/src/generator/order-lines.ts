import type { JoorLine } from '../joor/joor-order.js';
import type { Random } from '../random/random.js';
import type { Brand } from './brand.js';
import { cents, money } from './money.js';

/** What a run of lines is to be. */
export interface Wanted {
  readonly count: number;
  /** Price of a hundred US cents in the buyer's currency. */
  readonly rate: number;
  readonly doorId: number;
  /** UPCs that are on the order already. */
  readonly besides?: ReadonlySet<string>;
}

/** Sizes of a style-colour that are ever sold together. */
const LONGEST_RUN = 4;

/**
 * Lines of one order: style-colours with a run of their sizes, until `count` lines are there.
 * @throws RangeError when the brand has not so many variants
 */
export function makeLines(brand: Brand, wanted: Wanted, random: Random): JoorLine[] {
  const { count, rate, doorId, besides = new Set() } = wanted;
  if (count + besides.size > sellable(brand)) {
    throw new RangeError(`${brand.name} has only ${sellable(brand)} variants to sell`);
  }
  const lines = new Map<string, JoorLine>();
  while (lines.size < count) {
    const style = random.pick(brand.styles);
    const color = random.pick(style.colors);
    const discount = random.chance(0.1) ? 0.9 : 1;
    for (const variant of color.variants.slice(0, random.int(2, LONGEST_RUN))) {
      const key = variant.upc;
      if (lines.size >= count || lines.has(key) || besides.has(key)) continue;
      const unit = Math.round((style.wholesaleCents * rate) / 100);
      lines.set(
        key,
        priced({
          item_name: style.name,
          item_number: style.number,
          item_style_id: style.id,
          item_style_identifier: style.number,
          item_color: color.name,
          item_color_code: color.code,
          item_size: variant.size,
          item_size_code: variant.size,
          item_upc: variant.upc,
          item_quantity: style.casepack ? random.int(1, 3) : random.int(1, 12),
          item_multiplier: style.casepack ?? '',
          item_unit_price: money(unit),
          item_price: money(Math.round(unit * discount)),
          item_price_adjustment: random.chance(0.03) ? -1 : 0,
          item_price_extended: 0,
          item_retail_price: money(Math.round((style.retailCents * rate) / 100)),
          item_comment: '',
          item_color_comment: '',
          item_door_id: doorId,
          style_tags: style.tags,
        }),
      );
    }
  }
  return [...lines.values()];
}

const sellable = ({ styles }: Brand): number =>
  styles
    .flatMap(({ colors }) => colors)
    .reduce((sum, { variants }) => sum + Math.min(LONGEST_RUN, variants.length), 0);

/** The line with its extended price: (price + adjustment) × quantity (JOOR v2 reference, GET orders). */
export function priced(line: JoorLine): JoorLine {
  const each = cents(line.item_price) + cents(line.item_price_adjustment);
  return { ...line, item_price_extended: money(each * line.item_quantity) };
}
