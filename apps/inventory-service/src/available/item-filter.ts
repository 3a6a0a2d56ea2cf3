import type { ItemIdentity, Settings } from '@joor-bridge/contracts';

/** The item filter, made ready for many SKUs. */
export interface CompiledItemFilter {
  readonly mode: Settings['items.filter']['mode'];
  readonly codes: ReadonlySet<string>;
}

export const compileItemFilter = ({ mode, codes }: Settings['items.filter']): CompiledItemFilter => ({
  mode,
  codes: new Set(codes.map(comparable)),
});

/** Why the filter keeps a SKU out; null when it does not. Its codes may be the SKU, the UPC or the style number. */
export function filteredOut(sku: string, identity: ItemIdentity, filter: CompiledItemFilter): string | null {
  if (filter.mode === 'Disabled') return null;
  const codes = [sku, identity.upc, identity.styleNumber].map(comparable).filter((code) => code !== '');
  const named = codes.some((code) => filter.codes.has(code));
  if (filter.mode === 'Blacklist') return named ? 'The item filter (Blacklist) names it.' : null;
  return named ? null : 'The item filter (Whitelist) does not name it.';
}

const comparable = (code: string): string => code.trim().toLowerCase();
