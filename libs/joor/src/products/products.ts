import type { LooseRecord } from '../parse/loose-record.js';
import { type Fields, filled, firstText, textAt } from './fields.js';
import type { RecordKind } from './record-kind.js';
import type { V4Exchange } from './v4-exchange.js';
import type { Written } from './written.js';

export interface JoorTag {
  readonly name: string;
  readonly value: string;
  readonly code: string;
  readonly parentId: string;
}

/** A style as JOOR v4 holds it. The answer to a write may lack categories and tags, which are empty then. */
export interface JoorProduct {
  readonly id: string;
  readonly externalId: string;
  readonly name: string;
  readonly identifier: string;
  readonly description: string;
  readonly orderMinimum: number | null;
  readonly categoryIds: readonly string[];
  readonly tags: readonly JoorTag[];
  readonly images: readonly { readonly id: string; readonly url: string }[];
}

/** What is left out stays as it is, or as JOOR makes it. */
export interface ProductFields {
  readonly externalId?: string | undefined;
  readonly identifier?: string | undefined;
  readonly description?: string | undefined;
  readonly orderMinimum?: number | undefined;
  readonly categoryIds?: readonly string[] | undefined;
  readonly tags?:
    | readonly (Pick<JoorTag, 'name' | 'value'> & {
        readonly code?: string | undefined;
        readonly parentId?: string | undefined;
      })[]
    | undefined;
}

export interface NewProduct extends ProductFields {
  readonly name: string;
}

/** The reference wants the name in an update, too. */
export interface ProductChange extends NewProduct {
  readonly id: string;
}

const PRODUCTS: RecordKind<JoorProduct> = {
  name: 'products',
  read: (record) => ({
    id: record.required('id'),
    externalId: record.text('external_id'),
    name: record.text('name'),
    identifier: record.text('product_identifier'),
    description: record.text('description'),
    orderMinimum: record.integer('order_minimum'),
    categoryIds: record.list('categories').map((category) => category.required('id')),
    tags: record.list('tags').map(readTag),
    images: record.list('images').map((image) => ({ id: image.text('id'), url: image.text('url') })),
  }),
  namesOf: (fields) => ({
    identities: [firstText(fields, 'id', 'product_id'), textAt(fields, 'external_id')],
    hints: [textAt(fields, 'product_identifier'), textAt(fields, 'name')],
  }),
  duplicateIds: ['product_id', 'id'],
};

const readTag = (tag: LooseRecord): JoorTag => ({
  name: tag.text('name'),
  value: tag.text('value'),
  code: tag.text('code'),
  parentId: tag.text('parent_id'),
});

/** Styles (v4 products). */
export class Products {
  constructor(private readonly v4: V4Exchange) {}

  /** Those that JOOR has, in no order. @throws JoorFailure */
  async byExternalIds(externalIds: readonly string[]): Promise<JoorProduct[]> {
    const asked = new Set(externalIds);
    const found = await this.v4.named(PRODUCTS, 'external_ids', externalIds, (product) => product.externalId);
    return found.filter(({ externalId }) => asked.has(externalId));
  }

  /** @throws JoorFailure */
  create(products: readonly NewProduct[]): Promise<Written<JoorProduct>[]> {
    return this.v4.write(PRODUCTS, '/v4/products/bulk_create', products.map(bodyOf));
  }

  /** @throws JoorFailure */
  update(products: readonly ProductChange[]): Promise<Written<JoorProduct>[]> {
    const bodies = products.map((product) => ({ id: product.id, ...bodyOf(product) }));
    return this.v4.write(PRODUCTS, '/v4/products/bulk_update', bodies);
  }
}

const bodyOf = (product: NewProduct): Fields =>
  filled({
    name: product.name,
    external_id: product.externalId,
    product_identifier: product.identifier,
    description: product.description,
    order_minimum: product.orderMinimum,
    category_ids: product.categoryIds,
    tags: product.tags?.map(({ name, value, code, parentId }) =>
      filled({ name, value, code, parent_id: parentId }),
    ),
  });
