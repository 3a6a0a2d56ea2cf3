import type { ProductDetail, TagMapping } from '@joor-bridge/contracts';
import { ofProduct } from './sources.js';
import type { WantedTag } from './wanted-style.js';

/** A tag per filled source: the tag names group and name, the WMS's text value and code. */
export function mapTags(product: ProductDetail, mapping: TagMapping): readonly WantedTag[] {
  const tags = new Map<string, WantedTag>();
  for (const { tag, from } of mapping) {
    for (const value of ofProduct(product, from)) {
      const name = tag.trim();
      tags.set([name, value].join('\n'), { group: name, name, value, code: value });
    }
  }
  return [...tags.entries()].sort(byKey).map(([, tag]) => tag);
}

const byKey = ([left]: [string, unknown], [right]: [string, unknown]): number => (left < right ? -1 : 1);
