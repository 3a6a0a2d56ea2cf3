import type { Collection } from '../catalogue/records.js';
import { entriesAfter, readDelivery, readEntries } from './collection-parts.js';
import type { Given } from './given.js';
import { missing, RecordError } from './record-error.js';
import { shownSeason } from './seasons.js';
import { idOut, type V4Call, type Write } from './v4-call.js';

/** `POST /v4/collections/bulk_create`: a line sheet. */
export const createCollection: Write = (call, given) => {
  const name = given.requiredText('name', 100);
  const externalId = given.requiredText('external_id', 100);
  const { seasonId, delivery, items } = readRest(given);
  given.done();
  refuseUnknownSeason(call, seasonId);
  if (!call.settings.doubling.includes('collections')) refuseTaken(call, externalId, null);
  const collection: Collection = {
    id: String(call.catalogue.newNumber()),
    externalId,
    name,
    seasonId: seasonId ?? null,
    delivery: delivery ?? null,
    entries: entriesAfter(call, [], items),
  };
  return shownCollection(call, call.catalogue.collections.add(collection));
};

/** `POST /v4/collections/bulk_update`: id and name are required (JOOR v4 reference, update collections). */
export const updateCollection: Write = (call, given) => {
  const id = given.requiredId('id');
  const name = given.requiredText('name', 100);
  const externalId = given.text('external_id', 100);
  const { seasonId, delivery, items } = readRest(given);
  given.done();
  const { collections } = call.catalogue;
  const collection = collections.get(id);
  if (!collection) throw missing(`Collection ${id} not found`);
  refuseUnknownSeason(call, seasonId);
  if (externalId !== undefined) refuseTaken(call, externalId, collection);
  collections.change(collection, {
    name,
    entries: entriesAfter(call, collection.entries, items),
    ...(externalId !== undefined && { externalId }),
    ...(seasonId !== undefined && { seasonId }),
    ...(delivery !== undefined && { delivery }),
  });
  return shownCollection(call, collection);
};

const readRest = (given: Given) => ({
  seasonId: given.id('season_id'),
  delivery: readDelivery(given),
  items: readEntries(given),
});

function refuseUnknownSeason({ catalogue }: V4Call, seasonId: string | undefined): void {
  if (seasonId !== undefined && !catalogue.seasons.get(seasonId))
    throw missing(`Season ${seasonId} not found`);
}

function refuseTaken(call: V4Call, externalId: string, self: Collection | null): void {
  const other = call.catalogue.collections.find(externalId);
  if (!other || other === self) return;
  const named = call.settings.duplicateIds === 'always' ? { collection_id: idOut(call, other.id) } : {};
  throw new RecordError('DUPLICATED', `A collection with external_id ${externalId} exists`, named);
}

/** A collection as JOOR shows it. */
export function shownCollection(call: V4Call, collection: Collection) {
  const season = collection.seasonId === null ? undefined : call.catalogue.seasons.get(collection.seasonId);
  return {
    id: idOut(call, collection.id),
    name: collection.name,
    external_id: collection.externalId,
    delivery: collection.delivery,
    season: season ? shownSeason(call, season) : null,
    visibility: 'OWNER',
    archived: false,
    is_custom: false,
    made_to_order: false,
    items: collection.entries.map(({ productId, orderNumber, skuIds }) => ({
      product_id: idOut(call, productId),
      order_number: orderNumber,
      skus: (skuIds ?? call.catalogue.skus.of(productId).map(({ id }) => id)).map((id) => ({
        id,
        delivery: collection.delivery,
      })),
    })),
  };
}
