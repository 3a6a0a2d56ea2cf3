/** Longest texts that JOOR takes, in characters (API reference: styles; sizes and colors as its clients keep to). */
export const LIMITS = {
  name: 100,
  number: 45,
  identifier: 100,
  description: 500,
  colorName: 100,
  sizeName: 25,
} as const;

/** Image files that JOOR takes (Create product assets), by the ending of their address. */
export const IMAGE_ENDINGS = ['gif', 'jpeg', 'jpg', 'png'] as const;

/** The ending of an address that JOOR would not take, e.g. `webp`; null when it has a fit one, or none. */
export function unfitEnding(url: string): string | null {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  const file = path.slice(path.lastIndexOf('/') + 1);
  const ending = /\.([A-Za-z0-9]{2,5})$/.exec(file)?.[1]?.toLowerCase();
  return ending === undefined || IMAGE_ENDINGS.some((fit) => fit === ending) ? null : ending;
}
