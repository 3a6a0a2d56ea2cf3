import { COLOR_TRAIT } from '../catalogue/joor-lists.js';
import type { Image, Product } from '../catalogue/records.js';
import type { Given } from './given.js';
import { invalid, missing, RecordError } from './record-error.js';
import { idOut, type V4Call, type Write } from './v4-call.js';

const TYPES = ['image', 'swatch', 'video'] as const;
const PICTURE = /\.(gif|jpe?g|png)$/i;

/** `POST /v4/assets/products`: pictures of a style, and one film. */
export const addProductAsset: Write = (call, given) => {
  const productId = productIdOf(given);
  const asset = readAsset(given);
  const displayOrder = given.whole('display_order');
  given.done();
  const product = productNamed(call, productId);
  refuseTaken(call, asset, product);
  const others = call.catalogue.images.of(product.id);
  if (asset.type === 'video' && others.some(({ type }) => type === 'video'))
    throw invalid(`Product ${product.id} has a video already`);
  return keep(call, product, asset, { colorCode: null, displayOrder: displayOrder ?? others.length });
};

/** `POST /v4/assets/sku_trait_values/`: the picture or swatch of a colour; a second of its type takes its place. */
export const addColorAsset: Write = (call, given) => {
  const productId = productIdOf(given);
  const colorCode = readColor(given);
  const asset = readAsset(given);
  const displayOrder = given.whole('display_order');
  given.done();
  const product = productNamed(call, productId);
  if (!call.catalogue.colorsOf(product.id).some(({ code }) => code === colorCode))
    throw missing(`Color ${colorCode} of product ${product.id} not found`);
  if (asset.type === 'video') throw invalid('asset.type of a color must be image or swatch');
  const before = call.catalogue.images
    .of(product.id)
    .filter((one) => one.colorCode === colorCode && one.type === asset.type);
  refuseTaken(call, asset, product, before);
  for (const image of before) call.catalogue.removeImage(image);
  return keep(call, product, asset, { colorCode, displayOrder: displayOrder ?? 0 });
};

/** Takes away every picture and film of the products that a call with `replace_all` names, colours' excepted. */
export function replaceAssets({ catalogue, query }: V4Call, records: readonly unknown[]): void {
  if (query.get('replace_all') !== 'true') return;
  const ids = records.map((record) => (record as { product?: { id?: unknown } } | null)?.product?.id);
  for (const id of new Set(ids.map(String)))
    for (const image of catalogue.images.of(id)) if (image.colorCode === null) catalogue.removeImage(image);
}

interface Asset {
  readonly type: (typeof TYPES)[number];
  readonly filename: string;
  readonly sourceUrl: string;
  readonly externalId: string | null;
}

function productIdOf(given: Given): string {
  const inner = given.inner('product');
  if (!inner) throw invalid('product is required');
  const id = inner.requiredId('id');
  inner.done();
  return id;
}

function productNamed(call: V4Call, id: string): Product {
  const product = call.catalogue.products.get(id);
  if (!product) throw missing(`Product ${id} not found`);
  return product;
}

function readColor(given: Given): string {
  const inner = given.inner('sku_trait_value');
  const trait = inner?.inner('trait');
  const value = inner?.inner('value');
  if (!inner || !trait || !value) throw invalid('sku_trait_value needs trait and value');
  const name = trait.text('name');
  const id = trait.id('id');
  const code = value.requiredText('external_id', 100);
  for (const part of [trait, value, inner]) part.done();
  if (id !== COLOR_TRAIT && name?.toLowerCase() !== 'color')
    throw invalid('sku_trait_value.trait must be Color');
  return code;
}

function readAsset(given: Given): Asset {
  const inner = given.inner('asset');
  if (!inner) throw invalid('asset is required');
  const type = inner.choice('type', TYPES);
  const sourceUrl = inner.requiredText('source_url', 2_000);
  const filename = inner.text('filename', 100) || fileOf(sourceUrl);
  const externalId = inner.text('external_id', 100) ?? null;
  inner.done();
  if (type === undefined) throw invalid('asset.type is required');
  if (!isWebAddress(sourceUrl)) throw invalid('asset.source_url must be an http or https address');
  const fits = type === 'video' ? /\.mp4$/i.test(filename) : PICTURE.test(filename);
  if (!fits) throw invalid(`asset.filename ${filename} is not of a type that JOOR takes`);
  return { type, filename, sourceUrl, externalId };
}

const fileOf = (address: string): string => address.split(/[?#]/)[0]?.split('/').at(-1) ?? '';

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

function refuseTaken(call: V4Call, asset: Asset, product: Product, besides: readonly Image[] = []): void {
  if (asset.externalId !== null && call.catalogue.images.find(asset.externalId))
    throw new RecordError('DUPLICATED', `An asset with external_id ${asset.externalId} exists`);
  const { filenames } = call.settings;
  const among = (filenames === 'any' ? [] : call.catalogue.imagesNamed(asset.filename)).filter(
    ({ productId }) => filenames === 'account' || productId === product.id,
  );
  if (among.some((image) => !besides.includes(image)))
    throw invalid(`The filename ${asset.filename} is taken`);
}

function keep(
  call: V4Call,
  product: Product,
  asset: Asset,
  place: Pick<Image, 'colorCode' | 'displayOrder'>,
): unknown {
  const { id } = call.catalogue.addImage({
    id: String(call.catalogue.newNumber()),
    productId: product.id,
    ...asset,
    ...place,
    byHand: false,
  });
  call.catalogue.changeProduct(product, { modifiedAt: call.now });
  return {
    id: idOut(call, id),
    product: { id: idOut(call, product.id) },
    ...(place.colorCode !== null && {
      sku_trait_value: { trait: { name: 'Color' }, value: { external_id: place.colorCode } },
    }),
    asset: {
      type: asset.type,
      filename: asset.filename,
      source_url: asset.sourceUrl,
      external_id: asset.externalId,
    },
    display_order: place.displayOrder,
  };
}
