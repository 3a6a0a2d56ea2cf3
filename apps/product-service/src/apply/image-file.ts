import { createHash } from 'node:crypto';
import { IMAGE_ENDINGS } from '../map/limits.js';
import { pictureOf } from '../map/picture-of.js';
import type { WantedImage } from '../map/wanted-style.js';

/**
 * Name of an image's file in JOOR, which must be unique there and not longer than 100 characters: always the same for
 * the same image of a style, so that JOOR refuses a second one.
 */
export function fileNameOf(styleNumber: string, { url, colorCode, kind }: WantedImage): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([styleNumber, pictureOf(url), colorCode, kind]))
    .digest('hex');
  return `${digest.slice(0, 32)}.${typeOf(url)}`;
}

function typeOf(url: string): string {
  const path = url.split(/[?#]/)[0]?.toLowerCase() ?? '';
  return IMAGE_ENDINGS.find((type) => path.endsWith(`.${type}`)) ?? 'jpg';
}
