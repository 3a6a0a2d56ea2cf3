import type { JoorTag } from '../joor/joor-order.js';
import type { Random } from '../random/random.js';
import { COLORS, GARMENTS, SIZE_RUNS, STYLE_NAMES } from './names.js';
import { upc } from './upc.js';

export interface Variant {
  readonly size: string;
  readonly upc: string;
}

export interface Style {
  readonly id: number;
  readonly name: string;
  readonly number: string;
  /** Wholesale price in US cents. */
  readonly wholesaleCents: number;
  readonly retailCents: number;
  /** Units in a casepack; null for what is sold by the piece. */
  readonly casepack: number | null;
  readonly tags: readonly JoorTag[];
  readonly colors: readonly {
    readonly name: string;
    readonly code: string;
    readonly variants: readonly Variant[];
  }[];
}

/** Styles × colours × sizes, each variant with a UPC of its own. */
export function makeStyles(random: Random, count: number): readonly Style[] {
  const company = String(random.int(600_000, 899_999));
  let item = 0;
  return Array.from({ length: count }, (_, index) => {
    const [garment, prefix, low, high] = random.pick(GARMENTS);
    const wholesaleCents = random.int(low / 100, high / 100) * 100;
    const sizes = random.pick(SIZE_RUNS);
    const from = random.int(0, COLORS.length - 3);
    return {
      id: 140_000 + index * 7 + random.int(0, 6),
      name: `${random.pick(STYLE_NAMES)} ${garment}`,
      number: `${prefix}-${101 + index}`,
      wholesaleCents,
      retailCents: Math.round(wholesaleCents * 2.2) + 90,
      casepack: random.chance(0.04) ? random.pick([4, 6, 12]) : null,
      tags: random.chance(0.3) ? [tag(random)] : [],
      colors: COLORS.slice(from, from + random.int(2, 3)).map(([name, code]) => ({
        name,
        code,
        variants: sizes.map((size) => ({ size, upc: upc(company + String(item++).padStart(5, '0')) })),
      })),
    };
  });
}

function tag(random: Random): JoorTag {
  const [name, value] = random.pick([
    ['Fit', 'Relaxed'],
    ['Fabric', 'Organic cotton'],
    ['Origin', 'Portugal'],
  ] as const);
  return { style_tag_code: '', style_tag_group: '', style_tag_name: name, style_tag_value: value };
}
