import type { LooseRecord } from '../parse/loose-record.js';
import { type Fields, filled, firstText, textAt } from './fields.js';
import type { RecordKind } from './record-kind.js';
import type { V4Exchange } from './v4-exchange.js';
import type { Written } from './written.js';

/** A style on a line sheet. */
export interface JoorCollectionItem {
  readonly productId: string;
  readonly orderNumber: number | null;
  readonly skuIds: readonly string[];
}

/** A line sheet; JOOR v4 calls it a collection. */
export interface JoorCollection {
  readonly id: string;
  readonly name: string;
  readonly externalId: string;
  readonly seasonId: string | null;
  readonly archived: boolean;
  readonly items: readonly JoorCollectionItem[];
}

/** When the goods ship, days as `YYYY-MM-DD`. A line sheet without dates is immediate. */
export interface CollectionDelivery {
  readonly shipStart?: string | undefined;
  readonly shipComplete?: string | undefined;
  readonly cancel?: string | undefined;
}

export interface CollectionFields {
  readonly seasonId?: string | undefined;
  readonly delivery?: CollectionDelivery | undefined;
  readonly items?:
    | readonly {
        readonly productId: string;
        readonly orderNumber?: number | undefined;
        /** Left out: all SKUs of the style. */
        readonly skuIds?: readonly string[] | undefined;
      }[]
    | undefined;
}

export interface NewCollection extends CollectionFields {
  readonly name: string;
  readonly externalId: string;
}

/**
 * The name is required. Whether `items` replaces what is on the line sheet or adds to it is not documented: send all
 * that are to be there, those that people put there included.
 */
export interface CollectionChange extends CollectionFields {
  readonly id: string;
  readonly name: string;
  readonly externalId?: string | undefined;
}

const COLLECTIONS: RecordKind<JoorCollection> = {
  name: 'collections',
  read: (record) => ({
    id: record.required('id'),
    name: record.text('name'),
    externalId: record.text('external_id'),
    seasonId: record.text('season_id') || record.list('season')[0]?.text('id') || null,
    archived: record.flag('archived'),
    items: record.list('items').map(readItem),
  }),
  namesOf: (fields) => ({
    identities: [firstText(fields, 'id', 'collection_id'), textAt(fields, 'external_id')],
    hints: [textAt(fields, 'name')],
  }),
  duplicateIds: ['collection_id', 'id'],
};

const readItem = (item: LooseRecord): JoorCollectionItem => ({
  productId: item.required('product_id'),
  orderNumber: item.integer('order_number'),
  skuIds: item.list('skus').map((sku) => sku.required('id')),
});

/** Line sheets. */
export class Collections {
  constructor(private readonly v4: V4Exchange) {}

  /** @throws JoorFailure */
  all(): Promise<JoorCollection[]> {
    return this.v4.all(COLLECTIONS);
  }

  /** @throws JoorFailure */
  create(collections: readonly NewCollection[]): Promise<Written<JoorCollection>[]> {
    return this.v4.write(COLLECTIONS, '/v4/collections/bulk_create', collections.map(bodyOf));
  }

  /** @throws JoorFailure */
  update(collections: readonly CollectionChange[]): Promise<Written<JoorCollection>[]> {
    const bodies = collections.map((collection) => ({ id: collection.id, ...bodyOf(collection) }));
    return this.v4.write(COLLECTIONS, '/v4/collections/bulk_update', bodies);
  }
}

const bodyOf = (collection: NewCollection | CollectionChange): Fields =>
  filled({
    name: collection.name,
    external_id: collection.externalId,
    season_id: collection.seasonId,
    delivery: collection.delivery && deliveryOf(collection.delivery),
    items: collection.items?.map(({ productId, orderNumber, skuIds }) =>
      filled({ product_id: productId, order_number: orderNumber, sku_ids: skuIds }),
    ),
  });

const deliveryOf = ({ shipStart, shipComplete, cancel }: CollectionDelivery): Fields =>
  filled({ start_ship_date: shipStart, complete_ship_date: shipComplete, cancel_date: cancel });
