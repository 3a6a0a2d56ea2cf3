import { isObject, type JsonObject, readText } from '../../http/json-body.js';
import type { RefusedProduct } from '../../products/product-page.js';
import { nameOf, RowFault } from '../../row/row-text.js';
import type { SkubanaOptions } from '../options.js';
import { familyOf, type ProductMember, readMember } from './product-member.js';
import type { Family } from './style-of.js';

/**
 * Puts products together by their main item. They come in no order that can be relied on, so families are whole only
 * when all products were read.
 */
export class Families {
  private readonly members = new Map<string, Map<string, ProductMember>>();
  /** Why a family cannot be read. */
  private readonly broken = new Map<string, string>();
  /** SKUs of main items as far as they can be read: a refused style has to be known by the same name as a good one. */
  private readonly mainSkus = new Map<string, string>();
  readonly refused: RefusedProduct[] = [];

  constructor(
    private readonly options: SkubanaOptions,
    /** Families that are wanted; null is all. */
    private readonly wanted: ReadonlySet<string> | null,
  ) {}

  add(raw: unknown): void {
    const family = familyOf(raw);
    if (family === null || !isObject(raw)) {
      this.refused.push({ styleNumber: nameOf(raw, 'masterSku'), reason: 'a product has no productId' });
    } else if (this.wanted === null || this.wanted.has(family)) this.place(family, raw);
  }

  /** The whole families, by the id of their main item; the others are among `refused` from then on. */
  whole(): Family[] {
    for (const [family, reason] of this.broken) {
      const [someSku = ''] = [...(this.members.get(family)?.values() ?? [])].map(
        ({ masterSku }) => masterSku,
      );
      this.refused.push({ styleNumber: this.mainSkus.get(family) ?? someSku, reason });
      this.members.delete(family);
    }
    return [...this.members].flatMap(([id, members]) => this.family(id, [...members.values()]));
  }

  /** Later pages are newer. A variant that cannot be read must not look as if it were gone: so none is delivered. */
  private place(family: string, raw: JsonObject): void {
    const sku = nameOf(raw, 'masterSku');
    if (readText(raw.productId) === family) this.mainSkus.set(family, sku);
    try {
      const member = readMember(raw, this.options);
      const members = this.members.get(family) ?? new Map<string, ProductMember>();
      this.members.set(family, members.set(member.id, member));
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      this.broken.set(family, `product ${sku || '(no SKU)'}: ${error.message}`);
    }
  }

  private family(id: string, members: ProductMember[]): Family[] {
    const main = members.find((member) => member.id === id);
    const variants = members.filter((member) => member !== main);
    if (!main) {
      const styleNumber = variants[0]?.masterSku ?? '';
      this.refused.push({ styleNumber, reason: `its main item (product ${id}) is not in Skubana's list` });
      return [];
    }
    variants.sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
    return [{ main, variants: variants.length > 0 ? variants : [main] }];
  }
}
