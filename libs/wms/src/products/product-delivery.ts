import type { ProductDetail } from '@joor-bridge/contracts';
import { isObject } from '../http/json-body.js';
import type { ProductPage, RefusedProduct } from './product-page.js';
import { isRefusedProduct, readProduct } from './read-product.js';

/** Several styles that came together: each one's answer, and what is left to be taken. */
export interface ProductDelivery extends ProductPage {
  /** For each style that came, in the order given. */
  readonly answers: readonly (ProductDetail | RefusedProduct)[];
}

const TWICE = 'the same styleNumber came twice with different contents: which of them is true cannot be told';

/**
 * Styles that came in one delivery. What is said twice in the same words is taken once; two that differ under one
 * style number are both refused. Never throws.
 */
export function readProductDelivery(raws: readonly unknown[]): ProductDelivery {
  const read = raws.map(readProduct);
  const first = new Map<string, ProductDetail>();
  const doubtful = new Set<string>();
  for (const product of read) {
    if (isRefusedProduct(product)) continue;
    const known = first.get(product.styleNumber);
    if (known === undefined) first.set(product.styleNumber, product);
    else if (JSON.stringify(known) !== JSON.stringify(product)) doubtful.add(product.styleNumber);
  }
  const answers = read.map((product): ProductDetail | RefusedProduct => {
    const { styleNumber } = product;
    if (isRefusedProduct(product)) return product;
    return doubtful.has(styleNumber) ? { styleNumber, reason: TWICE } : (first.get(styleNumber) ?? product);
  });
  return {
    answers,
    products: [...first.values()].filter(({ styleNumber }) => !doubtful.has(styleNumber)),
    refused: answers.filter(isRefusedProduct),
  };
}

/** The styles of a body: `{"products":[…]}`, or the bare list; null for anything else. */
export function productRowsIn(body: unknown): readonly unknown[] | null {
  const list = isObject(body) ? body.products : body;
  return Array.isArray(list) ? list : null;
}
