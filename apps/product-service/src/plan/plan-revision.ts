import { createHash } from 'node:crypto';
import type { Mapped } from '../map/map-product.js';
import { pictureOf } from '../map/picture-of.js';
import type { PlanOptions } from './plan.js';

const HEX_DIGITS = 32;

type Choices = Pick<PlanOptions, 'lineSheets' | 'images' | 'inactive'>;

/**
 * Content hash of what a style is to be in JOOR under these choices: a style whose hash is that of what JOOR wholly
 * has needs no look at it. Notes are left out, they change nothing there.
 */
export function planRevision(
  mapped: Extract<Mapped, { kind: 'wanted' | 'unsold' }>,
  choices: Choices,
): string {
  const chosen = [choices.lineSheets, choices.images, choices.inactive];
  const content = mapped.kind === 'wanted' ? contentOf(mapped.wanted) : ['unsold'];
  const leftOut = (mapped.kind === 'wanted' ? mapped.wanted : mapped).leftOut.map(({ sku }) => sku).sort();
  return createHash('sha256')
    .update(JSON.stringify([chosen, content, leftOut]))
    .digest('hex')
    .slice(0, HEX_DIGITS);
}

/** Sequences that mean nothing are sorted, so that they make no difference. */
function contentOf(wanted: Extract<Mapped, { kind: 'wanted' }>['wanted']) {
  const { name, number, identifier, description, categoryIds, tags, lineSheets } = wanted;
  const images = wanted.images.map((image) => ({ ...image, url: pictureOf(image.url) }));
  const skus = wanted.skus.map((sku) => JSON.stringify(Object.values(sku))).sort();
  const prices = wanted.prices.map((price) => JSON.stringify(Object.values(price))).sort();
  return [name, number, identifier, description, categoryIds, tags, skus, prices, lineSheets, images];
}
