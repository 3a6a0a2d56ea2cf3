import type { ItemIdentity, Settings } from '@joor-bridge/contracts';

/** How JOOR finds the item that a figure is for. */
export interface Item {
  /** The same text for the same item in JOOR, whatever the SKU is called in the WMS. */
  readonly key: string;
  readonly by: 'upc' | 'style';
  readonly identity: ItemIdentity;
}

/** Null where the identity lacks what the setting asks for. */
export function itemOf(identity: ItemIdentity, matchBy: Settings['inventory.matchBy']): Item | null {
  const trimmed = withoutBlanks(identity);
  if (matchBy !== 'Style' && trimmed.upc !== '') {
    return { key: upcKey(trimmed.upc), by: 'upc', identity: trimmed };
  }
  if (matchBy === 'UPC' || !hasStyle(trimmed)) return null;
  return { key: styleKey(trimmed), by: 'style', identity: trimmed };
}

const withoutBlanks = ({
  upc,
  styleNumber,
  styleIdentifier,
  colorCode,
  size,
}: ItemIdentity): ItemIdentity => ({
  upc: upc.trim(),
  styleNumber: styleNumber.trim(),
  styleIdentifier: styleIdentifier.trim(),
  colorCode: colorCode.trim(),
  size: size.trim(),
});

/** How the item of a key is found. */
export const foundBy = (key: string): Item['by'] => (key.startsWith('upc:') ? 'upc' : 'style');

/** What an identity has to have, in words. */
export const NEEDED: Readonly<Record<Settings['inventory.matchBy'], string>> = {
  'UPC, else style': 'neither a UPC nor style number, color code and size',
  UPC: 'no UPC',
  Style: 'no complete style number, color code and size',
};

/** The style identifier may be blank: JOOR has styles without one. */
const hasStyle = ({ styleNumber, colorCode, size }: ItemIdentity): boolean =>
  [styleNumber, colorCode, size].every((part) => part !== '');

export const upcKey = (upc: string): string => `upc:${upc.trim()}`;

export const styleKey = (identity: Omit<ItemIdentity, 'upc'>): string => {
  const { styleNumber, styleIdentifier, colorCode, size } = identity;
  return `style:${JSON.stringify([styleNumber, styleIdentifier, colorCode, size].map((part) => part.trim()))}`;
};
