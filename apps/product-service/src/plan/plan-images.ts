import type { HeldImage } from '@joor-bridge/contracts';
import { pictureOf } from '../map/picture-of.js';
import type { WantedImage } from '../map/wanted-style.js';
import type { FieldChange, ImagesStep, PlanOptions } from './plan.js';
import type { Part } from './plan-product.js';

/**
 * Adding: images that JOOR does not have; it cannot delete a single one, so those that the WMS no longer names stay.
 * Replacing: all of them anew wherever JOOR's differ in any way, which deletes what people loaded there.
 */
export function planImages(
  wanted: readonly WantedImage[],
  held: readonly HeldImage[],
  { images }: PlanOptions,
): Part<ImagesStep> {
  const has = new Set(held.map(keyOf));
  const missing = wanted.filter((image) => !has.has(keyOf(image)));
  if (images === 'Add') {
    return {
      step: missing.length === 0 ? null : { kind: 'images', replaceAll: false, add: missing },
      changes: added(missing),
    };
  }
  if (
    wanted.length === held.length &&
    [...held].sort(byOrder).every((image, at) => isAt(wanted, at, image))
  ) {
    return { step: null, changes: [] };
  }
  const names = new Set(wanted.map(keyOf));
  const gone = held.filter((image) => !names.has(keyOf(image)));
  const deleted = gone.map((image): FieldChange => ({ field: 'image', from: textOf(image), to: '' }));
  const changes = [...deleted, ...added(missing)];
  return {
    step: { kind: 'images', replaceAll: true, add: wanted },
    changes:
      changes.length > 0 ? changes : [{ field: 'images', from: 'another sequence', to: 'as in the WMS' }],
  };
}

type Image = Pick<HeldImage, 'url' | 'colorCode' | 'kind'>;

const keyOf = ({ url, colorCode, kind }: Image): string => [pictureOf(url), colorCode, kind].join('\n');

const byOrder = (left: HeldImage, right: HeldImage): number => left.order - right.order;

const isAt = (wanted: readonly WantedImage[], at: number, image: HeldImage): boolean => {
  const other = wanted[at];
  return other !== undefined && keyOf(other) === keyOf(image);
};

const added = (images: readonly WantedImage[]): FieldChange[] =>
  images.map((image) => ({ field: 'image', from: '', to: textOf(image) }));

const textOf = ({ url, colorCode, kind }: Image): string =>
  `${kind}${colorCode === '' ? '' : ` of ${colorCode}`} ${url === '' ? 'loaded in JOOR' : pictureOf(url)}`;
