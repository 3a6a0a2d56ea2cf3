import { skuId } from '../catalogue/catalogue.js';
import { COLOR_TRAIT, SIZE_TRAIT } from '../catalogue/joor-lists.js';
import type { Color, Identifier, Product, Size, Sku } from '../catalogue/records.js';
import type { Given } from './given.js';
import { invalid, missing, RecordError } from './record-error.js';
import { setActive } from './set-active.js';
import { type GivenTraits, readTraitValues } from './trait-values.js';
import { idOut, type V4Call, type Write } from './v4-call.js';

/** `POST /v4/skus/bulk_create`: one colour and one size of a product. */
export const createSku: Write = (call, given) => {
  const productId = given.requiredId('product_id');
  const traits = readTraitValues(given);
  const rest = readRest(given);
  given.done();
  if (!traits) throw invalid('trait_values is required');
  const product = call.catalogue.products.get(productId);
  if (!product) throw missing(`Product ${productId} not found`);
  const double = call.settings.doubling.includes('skus');
  const same = skuOf(call, productId, traits);
  const taken = same ?? (rest.externalId ? call.catalogue.skus.find(rest.externalId) : undefined);
  if (taken && !double) throw duplicate(call, taken);
  const color = (same && double ? undefined : colorOf(call, productId, traits)) ?? newColor(call, traits);
  const size = sizeOf(call, productId, traits) ?? newSize(call, traits);
  const sku = call.catalogue.addSku({
    id: skuId(color.id, size.id),
    productId,
    externalId: null,
    identifier: null,
    identifiers: [],
    color,
    size,
    ...rest,
  });
  applyTraits(call, product, sku, traits);
  return shortSku(sku);
};

/** `POST /v4/skus/bulk_update`. Colour and size, where given, must be the SKU's own: they only change settings. */
export const updateSku: Write = (call, given) => update(call, given, 'id');

/** `POST /v4/skus/bulk_update_by_external_id`. */
export const updateSkuByExternalId: Write = (call, given) => update(call, given, 'external_id');

function update(call: V4Call, given: Given, by: 'id' | 'external_id'): unknown {
  const name = by === 'id' ? given.requiredId('id') : given.requiredText('external_id', 100);
  const productId = given.id('product_id');
  const traits = readTraitValues(given);
  const rest = readRest(given);
  given.done();
  const { skus, products } = call.catalogue;
  const sku = by === 'id' ? skus.get(name) : skus.find(name);
  const product = sku && products.get(sku.productId);
  if (!sku || !product) throw missing(`SKU ${name} not found`);
  if (productId !== undefined && productId !== sku.productId)
    throw invalid(`SKU ${name} belongs to another product than ${productId}`);
  if (traits && !isOf(sku, traits)) throw invalid(`SKU ${name} has another colour or size`);
  const other = rest.externalId ? skus.find(rest.externalId) : undefined;
  if (other && other !== sku) throw duplicate(call, other);
  call.catalogue.changeSku(sku, rest);
  if (traits) applyTraits(call, product, sku, traits);
  call.catalogue.changeProduct(product, { modifiedAt: call.now });
  return shortSku(sku);
}

function readRest(given: Given): Partial<Sku> {
  const read = {
    externalId: given.text('external_id', 100),
    identifier: given.text('sku_identifier', 100),
    identifiers: given.list('identifiers')?.map(readIdentifier),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

function readIdentifier(given: Given): Identifier {
  const type = given.choice('type', ['upc', 'gtin', 'ean', 'mpn']);
  const value = given.requiredText('value', 100);
  given.done();
  if (type === undefined) throw invalid('identifiers.type is required');
  return { type, value };
}

const isOf = ({ color, size }: Sku, traits: GivenTraits): boolean =>
  color.code === traits.color.code && size.name === traits.size.value;

const skuOf = ({ catalogue }: V4Call, productId: string, traits: GivenTraits): Sku | undefined =>
  catalogue.skus.of(productId).find((sku) => isOf(sku, traits));

const colorOf = ({ catalogue }: V4Call, productId: string, { color }: GivenTraits): Color | undefined =>
  catalogue.colorsOf(productId).find(({ code }) => code === color.code);

const sizeOf = ({ catalogue }: V4Call, productId: string, { size }: GivenTraits): Size | undefined =>
  catalogue.sizesOf(productId).find(({ name }) => name === size.value);

const newColor = ({ catalogue }: V4Call, { color }: GivenTraits): Color => ({
  id: catalogue.newNumber(),
  code: color.code ?? '',
  name: color.value,
  orderMinimum: 0,
  active: true,
});

const newSize = ({ catalogue }: V4Call, { size }: GivenTraits): Size => ({
  id: catalogue.newNumber(),
  name: size.value,
  code: size.code ?? size.value,
  orderMinimum: 0,
  active: true,
});

function applyTraits(call: V4Call, product: Product, { color, size }: Sku, traits: GivenTraits): void {
  color.name = traits.color.value;
  size.code = traits.size.code ?? size.code;
  color.orderMinimum = traits.color.orderMinimum ?? color.orderMinimum;
  size.orderMinimum = traits.size.orderMinimum ?? size.orderMinimum;
  setActive(call.account, product, { color }, traits.color.active);
  setActive(call.account, product, { size }, traits.size.active);
}

function duplicate({ settings }: V4Call, { id }: Sku): RecordError {
  const named = settings.duplicateIds === 'never' ? {} : { sku_id: id };
  return new RecordError('DUPLICATED', 'This SKU exists', named);
}

/** A SKU as the answer to a write shows it. */
const shortSku = ({ id, externalId, identifier, color, size }: Sku) => ({
  id,
  external_id: externalId,
  sku_identifier: identifier,
  trait_values: [
    { trait_name: 'Size', value: size.name, order_minimum: size.orderMinimum },
    { trait_name: 'Color', value: color.name, order_minimum: color.orderMinimum },
  ],
});

/** A SKU as `GET /v4/skus` shows it. */
export const fullSku = (call: V4Call, sku: Sku) => ({
  id: sku.id,
  product: { id: idOut(call, sku.productId) },
  external_id: sku.externalId,
  sku_identifier: sku.identifier,
  trait_values: [
    traitShown({ id: COLOR_TRAIT, name: 'Color' }, sku.color.name, sku.color),
    traitShown({ id: SIZE_TRAIT, name: 'Size' }, sku.size.name, sku.size),
  ],
  identifiers: sku.identifiers,
});

const traitShown = (
  trait: { readonly id: string; readonly name: string },
  value: string,
  { code, orderMinimum, active }: Color | Size,
) => ({
  trait: { ...trait, type: 'sku' },
  value,
  external_id: code,
  order_minimum: orderMinimum,
  status: active ? 'ACTIVE' : 'INACTIVE',
});
