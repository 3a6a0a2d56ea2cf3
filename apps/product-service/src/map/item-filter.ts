import type { ItemFilter } from '@joor-bridge/contracts';

/** What a filter's code may be of a variant. */
export interface ItemCodes {
  readonly sku: string;
  readonly upc: string;
  readonly styleNumber: string;
  readonly colorCode: string;
  readonly size: string;
}

/**
 * The item filter as it is for products: its codes may be the SKU, the UPC, style, color and size joined by "-", or the
 * style number for all of its variants. Upper and lower case are the same. The level is a matter of orders only.
 */
export function itemFilterOf({ mode, codes }: ItemFilter): (item: ItemCodes) => boolean {
  if (mode === 'Disabled') return () => false;
  const named = new Set(codes.map((code) => code.trim().toLowerCase()).filter((code) => code !== ''));
  const isNamed = ({ sku, upc, styleNumber, colorCode, size }: ItemCodes) =>
    [sku, upc, styleNumber, [styleNumber, colorCode, size].join('-')].some((code) =>
      named.has(code.trim().toLowerCase()),
    );
  return mode === 'Blacklist' ? isNamed : (item) => !isNamed(item);
}
