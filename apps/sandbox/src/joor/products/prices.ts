import type { Price } from '../catalogue/records.js';
import type { Given } from './given.js';
import { invalid, missing, RecordError } from './record-error.js';
import { idOut, type V4Call, type Write } from './v4-call.js';

/** `POST /v4/prices/bulk_create`: one price of a SKU for each price type. */
export const createPrice: Write = (call, given) => {
  const skuId = given.requiredId('sku_id');
  const priceTypeId = given.requiredId('price_type_id');
  const wholesale = wholesaleOf(given);
  const retail = retailOf(given);
  given.done();
  const { catalogue, settings } = call;
  if (wholesale === undefined) throw invalid('wholesale_value is required');
  if (!catalogue.skus.get(skuId)) throw missing(`SKU ${skuId} not found`);
  if (!catalogue.priceTypes.some(({ id }) => id === priceTypeId))
    throw missing(`Price type ${priceTypeId} not found`);
  const known = catalogue.prices.of(skuId).find((price) => price.priceTypeId === priceTypeId);
  if (known && !settings.doubling.includes('prices')) {
    const named = {
      ...(settings.duplicateIds !== 'never' && { sku_id: skuId }),
      ...(settings.duplicateIds === 'always' && { price_id: idOut(call, known.id) }),
    };
    throw new RecordError('DUPLICATED', 'This SKU has a price of this type', named);
  }
  const id = String(catalogue.newNumber());
  return shownPrice(
    call,
    catalogue.prices.add({ id, externalId: null, skuId, priceTypeId, wholesale, retail: retail ?? null }),
  );
};

/** `POST /v4/prices/bulk_update`. */
export const updatePrice: Write = (call, given) => {
  const id = given.requiredId('id');
  const wholesale = wholesaleOf(given);
  const retail = retailOf(given);
  given.done();
  const price = call.catalogue.prices.get(id);
  if (!price) throw missing(`Price ${id} not found`);
  if (wholesale === undefined) throw invalid('wholesale_value is required');
  call.catalogue.prices.change(price, { wholesale, ...(retail !== undefined && { retail }) });
  return shownPrice(call, price);
};

/** A wholesale price is a text, as "100.00", above zero. */
function wholesaleOf(given: Given): string | undefined {
  const value = decimal(given, 'wholesale_value');
  if (value !== undefined && Number(value) === 0) throw invalid('wholesale_value must be greater than 0');
  return value;
}

const retailOf = (given: Given): string | undefined => decimal(given, 'retail_value');

function decimal(given: Given, name: string): string | undefined {
  const value = given.text(name);
  if (value === undefined) return undefined;
  if (!/^\d{1,10}\.\d{2}$/.test(value)) throw invalid(`${name} must look like "100.00"`);
  return value;
}

/** A price as `GET /v4/prices` and the answers to writes show it. */
export function shownPrice(call: V4Call, price: Price) {
  const type = call.catalogue.priceTypes.find(({ id }) => id === price.priceTypeId);
  return {
    id: idOut(call, price.id),
    sku_id: price.skuId,
    price_type: type && { ...type, id: idOut(call, type.id) },
    wholesale_value: price.wholesale,
    retail_value: price.retail,
  };
}
