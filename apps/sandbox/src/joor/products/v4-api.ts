import { type Answer, json, notFound } from '../../http/exchange.js';
import type { Asked, JoorApi } from '../api.js';
import { TRAITS } from '../catalogue/joor-lists.js';
import { addColorAsset, addProductAsset, replaceAssets } from './assets.js';
import { type BulkWrite, bulk, refusedWhole } from './bulk.js';
import { createCollection, shownCollection, updateCollection } from './collections.js';
import { list, some } from './lists.js';
import { createPrice, shownPrice, updatePrice } from './prices.js';
import { createProduct, fullProduct, updateProduct } from './products.js';
import { createSeason, shownSeason, updateSeason } from './seasons.js';
import { createSku, fullSku, updateSku, updateSkuByExternalId } from './skus.js';
import { idOut, type V4Call } from './v4-call.js';

const WRITES: Readonly<Record<string, BulkWrite & { readonly kind: string }>> = {
  'products/bulk_create': { kind: 'products', write: createProduct },
  'products/bulk_update': { kind: 'products', write: updateProduct },
  'skus/bulk_create': { kind: 'skus', write: createSku },
  'skus/bulk_update': { kind: 'skus', write: updateSku },
  'skus/bulk_update_by_external_id': { kind: 'skus', write: updateSkuByExternalId },
  'prices/bulk_create': { kind: 'prices', write: createPrice },
  'prices/bulk_update': { kind: 'prices', write: updatePrice },
  'seasons/bulk_create': { kind: 'seasons', write: createSeason },
  'seasons/bulk_update': { kind: 'seasons', write: updateSeason },
  'collections/bulk_create': { kind: 'collections', write: createCollection },
  'collections/bulk_update': { kind: 'collections', write: updateCollection },
  'assets/products': { kind: 'images', write: addProductAsset, before: replaceAssets },
  'assets/sku_trait_values': { kind: 'swatches', write: addColorAsset },
};

const READS: Readonly<Record<string, (call: V4Call) => Answer>> = {
  products: (call) => {
    const { products } = call.catalogue;
    const filters = {
      product_ids: (id: string) => some(products.get(id)),
      external_ids: (id: string) => some(products.find(id)),
    };
    return list(
      call,
      () => products.all(),
      filters,
      (product) => fullProduct(call, product),
    );
  },
  skus: (call) => {
    const { skus } = call.catalogue;
    const filters = {
      product_ids: (id: string) => skus.of(id),
      sku_ids: (id: string) => some(skus.get(id)),
      external_ids: (id: string) => some(skus.find(id)),
    };
    return list(
      call,
      () => skus.all(),
      filters,
      (sku) => fullSku(call, sku),
    );
  },
  prices: (call) => {
    const { prices } = call.catalogue;
    const filters = { sku_ids: (id: string) => prices.of(id) };
    return list(
      call,
      () => prices.all(),
      filters,
      (price) => shownPrice(call, price),
    );
  },
  price_types: (call) =>
    list(
      call,
      () => call.catalogue.priceTypes,
      {},
      (type) => ({ ...type, id: idOut(call, type.id) }),
    ),
  seasons: (call) => {
    const { seasons } = call.catalogue;
    const filters = {
      season_ids: (id: string) => some(seasons.get(id)),
      external_ids: (id: string) => some(seasons.find(id)),
    };
    return list(
      call,
      () => seasons.all(),
      filters,
      (season) => shownSeason(call, season),
    );
  },
  collections: (call) => {
    const { collections } = call.catalogue;
    const filters = {
      collection_ids: (id: string) => some(collections.get(id)),
      external_ids: (id: string) => some(collections.find(id)),
    };
    return list(
      call,
      () => collections.all(),
      filters,
      (one) => shownCollection(call, one),
    );
  },
  traits: (call) =>
    list(
      call,
      () => TRAITS,
      {},
      (trait) => trait,
    ),
  categories: (call) =>
    list(
      call,
      () => call.catalogue.categories,
      {},
      (one) => ({ ...one, id: idOut(call, one.id) }),
    ),
};

/** JOOR's v4 catalogue: products, SKUs, prices, line sheets, pictures. Every call names its account. */
export const v4Api: JoorApi = {
  route: (path) => {
    const name = nameOf(path);
    return name in WRITES || name in READS ? `/v4/${name}` : null;
  },
  answer: ({ account, call, askedAt }: Asked): Answer => {
    if (!call.query.has('account')) return refusedWhole(400, 'account is required');
    const { catalogue, catalogueSettings: settings } = account;
    const v4Call: V4Call = { account, catalogue, settings, query: call.query, now: askedAt };
    const write = WRITES[nameOf(call.path)];
    const read = READS[nameOf(call.path)];
    if (call.method === 'GET' && read) return read(v4Call);
    if (call.method === 'POST' && write) return bulk(v4Call, write.kind, call.body, write);
    return read || write ? json(405, { message: `${call.method} is not for ${call.path}` }) : notFound(call);
  },
};

const nameOf = (path: string): string => /^\/v4\/(.+?)\/?$/.exec(path)?.[1] ?? '';
