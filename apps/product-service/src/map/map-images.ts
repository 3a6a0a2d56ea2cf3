import type { ProductImage } from '@joor-bridge/contracts';
import { unfitEnding } from './limits.js';
import { pictureOf } from './picture-of.js';
import type { WantedImage } from './wanted-style.js';

/**
 * Images in the order of the WMS, each once for what it shows. Those that JOOR does not take are noted: other kinds of
 * files, and those of a color that the style is not sold in.
 */
export function mapImages(
  images: readonly ProductImage[],
  colorCodes: ReadonlySet<string>,
): { images: WantedImage[]; notes: string[] } {
  const wanted: WantedImage[] = [];
  const notes: string[] = [];
  const seen = new Map<string, string>();
  for (const { url, kind, ...of } of images) {
    const colorCode = of.colorCode.trim();
    const key = [pictureOf(url), kind, colorCode].join('\n');
    const first = seen.get(key);
    const ending = unfitEnding(url);
    if (ending !== null) {
      notes.push(`The image ${fileOf(url)} is left out: JOOR takes gif, jpeg, jpg and png, not ${ending}.`);
    } else if (colorCode !== '' && !colorCodes.has(colorCode)) {
      notes.push(`The image ${fileOf(url)} is left out: no variant has its color code ${colorCode}.`);
    } else if (first === undefined) {
      seen.set(key, url);
      wanted.push({ url, colorCode, kind, order: wanted.length + 1 });
    } else if (first !== url) {
      notes.push(
        `The image ${fileOf(url)} comes with several queries: the first is taken. Pictures that differ need addresses that differ before the "?".`,
      );
    }
  }
  return { images: wanted, notes };
}

/** The file's name: a query may hold somebody's signature. */
const fileOf = (url: string): string => (url.split(/[?#]/, 1)[0] ?? '').split('/').at(-1) ?? '';
