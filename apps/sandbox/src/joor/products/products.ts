import { PRODUCT_TRAITS } from '../catalogue/joor-lists.js';
import type { Product } from '../catalogue/records.js';
import type { Given } from './given.js';
import { missing, RecordError } from './record-error.js';
import { idOut, type V4Call, type Write } from './v4-call.js';

/** `POST /v4/products/bulk_create`. */
export const createProduct: Write = (call, given) => {
  const name = given.requiredText('name', 100);
  const rest = readRest(call, given);
  given.done();
  const { catalogue, settings, now } = call;
  refuseTaken(call, rest.externalId ?? null, null, settings.doubling.includes('products'));
  const product = catalogue.addProduct({
    id: String(catalogue.newNumber()),
    name,
    externalId: null,
    identifier: null,
    description: '',
    orderMinimum: 0,
    categoryIds: [],
    traitValues: [],
    tags: [],
    createdAt: now,
    modifiedAt: now,
    ...rest,
  });
  return shortProduct(call, product);
};

/** `POST /v4/products/bulk_update`: what is not given stays. */
export const updateProduct: Write = (call, given) => {
  const id = given.requiredId('id');
  const name = given.has('name') ? given.requiredText('name', 100) : undefined;
  const rest = readRest(call, given);
  given.done();
  const product = call.catalogue.products.get(id);
  if (!product) throw missing(`Product ${id} not found`);
  refuseTaken(call, rest.externalId ?? null, product, false);
  call.catalogue.changeProduct(product, {
    ...rest,
    ...(name !== undefined && { name }),
    modifiedAt: call.now,
  });
  return shortProduct(call, product);
};

function readRest(call: V4Call, given: Given): Partial<Product> {
  const categoryIds = given.ids('category_ids');
  const lost = categoryIds?.find((id) => !call.catalogue.categories.some((category) => category.id === id));
  const read = {
    externalId: given.text('external_id', 100),
    identifier: given.text('product_identifier', 100),
    description: given.text('description'),
    orderMinimum: given.whole('order_minimum'),
    categoryIds,
    traitValues: given.list('product_trait_values')?.map(readTraitValue),
    tags: given.list('tags')?.map(readTag),
  };
  if (lost !== undefined) throw missing(`Category ${lost} not found`);
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

function readTraitValue(given: Given): unknown {
  const id = given.id('trait_id');
  const name = given.text('trait_name');
  const value = given.requiredText('value');
  const externalId = given.text('external_id', 100);
  given.done();
  const trait = PRODUCT_TRAITS.find((known) => known.id === id || known.name === name);
  if (!trait) throw missing(`Product trait ${id ?? name ?? ''} not found`);
  return { trait: { id: trait.id, name: trait.name }, value, external_id: externalId ?? null };
}

function readTag(given: Given): unknown {
  const name = given.requiredText('name', 100);
  const value = given.requiredText('value', 100);
  const code = given.text('code', 100);
  const parentId = given.id('parent_id');
  given.done();
  return { id: null, name, value, code: code ?? null, parent_id: parentId ?? null };
}

function refuseTaken(call: V4Call, externalId: string | null, self: Product | null, double: boolean): void {
  const other = externalId === null ? undefined : call.catalogue.products.find(externalId);
  if (!other || other === self || double) return;
  const named = call.settings.duplicateIds === 'always' ? { product_id: idOut(call, other.id) } : {};
  throw new RecordError('DUPLICATED', `A product with external_id ${externalId} exists`, named);
}

/** A product as the answer to a write shows it. */
function shortProduct(call: V4Call, product: Product) {
  return {
    id: idOut(call, product.id),
    name: product.name,
    external_id: product.externalId,
    product_identifier: product.identifier,
    description: product.description,
    order_minimum: product.orderMinimum,
    images: call.catalogue.images
      .of(product.id)
      .filter(({ colorCode }) => colorCode === null)
      .map(({ id, sourceUrl }) => ({ id: idOut(call, id), url: sourceUrl })),
  };
}

/** A product as `GET /v4/products` shows it. */
export const fullProduct = (call: V4Call, product: Product) => ({
  ...shortProduct(call, product),
  categories: product.categoryIds.flatMap((id) =>
    call.catalogue.categories
      .filter((category) => category.id === id)
      .map((category) => ({ ...category, id: idOut(call, category.id) })),
  ),
  product_trait_values: product.traitValues,
  tags: product.tags,
  badge: null,
});
