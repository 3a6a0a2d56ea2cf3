import type { ItemIdentity } from '@joor-bridge/contracts';
import { type StyleSeed, upc } from '@joor-bridge/sandbox';

/** One SKU of a brand. */
export interface Item {
  readonly sku: string;
  readonly identity: ItemIdentity;
}

const COLORS = ['BLK', 'NVY'];
const SIZES = ['XS', 'S', 'M', 'L', 'XL', 'XXL'];
const PER_STYLE = COLORS.length * SIZES.length;

/** As many SKUs, twelve a style. @param series tells brands apart */
export const itemsOf = (series: number, count: number): Item[] =>
  Array.from({ length: count }, (_, at) => {
    const styleNumber = `S${series}-${1_000 + Math.floor(at / PER_STYLE)}`;
    const colorCode = COLORS[Math.floor((at % PER_STYLE) / SIZES.length)] ?? '';
    const size = SIZES[at % SIZES.length] ?? '';
    const code = upc(String(series * 1_000_000 + at).padStart(11, '0'));
    const identity = { upc: code, styleNumber, styleIdentifier: styleNumber, colorCode, size };
    return { sku: `${styleNumber}-${colorCode}-${size}`, identity };
  });

/** The styles of these SKUs, as JOOR has them. */
export function stylesOf(items: readonly Item[]): StyleSeed[] {
  const numbers = [...new Set(items.map(({ identity }) => identity.styleNumber))];
  return numbers.map((number) => {
    const own = items.map(({ identity }) => identity).filter(({ styleNumber }) => styleNumber === number);
    const codes = [...new Set(own.map(({ colorCode }) => colorCode))];
    return {
      number,
      name: `Style ${number}`,
      colors: codes.map((code) => ({
        code,
        name: code,
        variants: own
          .filter(({ colorCode }) => colorCode === code)
          .map((identity) => ({ size: identity.size, upc: identity.upc })),
      })),
    };
  });
}
