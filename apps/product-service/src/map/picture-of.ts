import { IMAGE_ENDINGS } from './limits.js';

/**
 * What tells a picture from others: its address, without query and fragment where the rest names an image file, since
 * what comes after it is a token, a width or a version. An address such as `…/image?id=17` is told by all of it.
 */
export function pictureOf(url: string): string {
  const file = url.split(/[?#]/, 1)[0] ?? '';
  const path = file.toLowerCase();
  return IMAGE_ENDINGS.some((ending) => path.endsWith(`.${ending}`)) ? file : url;
}
