import { countDoubles } from '../joor/catalogue/doubles.js';
import { loadStyles } from '../joor/catalogue/load-styles.js';
import type { Category, PriceType, Product } from '../joor/catalogue/records.js';
import { shownStyles } from '../joor/catalogue/shown-styles.js';
import type { JoorAccount } from '../joor/joor-account.js';
import { accountNamed } from './account-named.js';
import { BadRequest, Fields } from './fields.js';
import type { Route } from './route.js';
import type { Steered } from './steered.js';
import { readStyleSeeds } from './style-seeds.js';

/** What an account sells: filled, emptied, counted, and touched by hand as a person in JOOR would. */
export function catalogueRoutes(sandbox: Steered): readonly Route[] {
  const path = '/control/joor/{world}/{account}/catalogue';
  return [
    { route: `GET ${path}`, answer: (asked) => report(accountNamed(sandbox, asked).account) },
    {
      route: `GET ${path}/styles`,
      answer: (asked) => ({ styles: shownStyles(accountNamed(sandbox, asked).account.catalogue) }),
    },
    {
      route: `POST ${path}`,
      answer: (asked) => {
        const { world, account } = accountNamed(sandbox, asked);
        const fields = new Fields(asked.body ?? {}, 'catalogue');
        const from = fields.choice('from', ['brand', 'none', 'styles'], 'brand');
        const styles = readStyleSeeds(fields.list('styles'));
        fields.done();
        if (from === 'none') account.catalogue.clear();
        if (from === 'brand') world.loadBrand(account.id);
        loadStyles(account.catalogue, styles, world.now());
        return report(account);
      },
    },
    {
      route: `POST ${path}/by-hand`,
      answer: (asked) => {
        byHand(accountNamed(sandbox, asked).account, asked.body);
        return report(accountNamed(sandbox, asked).account);
      },
    },
    {
      route: `PUT ${path}/lists`,
      answer: (asked) => setLists(accountNamed(sandbox, asked).account, asked.body),
    },
  ];
}

/** Counts by natural key, what a person had put there and is still there, and what INACTIVE has touched. */
function report(account: JoorAccount) {
  const { catalogue } = account;
  const entries = catalogue.collections.all().flatMap((one) => one.entries.filter((entry) => entry.byHand));
  const colors = new Set(catalogue.skus.all().map(({ color }) => color));
  const sizes = new Set(catalogue.skus.all().map(({ size }) => size));
  const off = (parts: Iterable<{ readonly active: boolean }>) =>
    [...parts].filter(({ active }) => !active).length;
  return {
    ...countDoubles(catalogue),
    byHand: {
      entries: entries.length,
      images: catalogue.images.all().filter((image) => image.byHand).length,
    },
    inactive: { colors: off(colors), sizes: off(sizes) },
    deactivations: { ...account.deactivations },
  };
}

/**
 * What a person does in JOOR: `{"collection":"FW","products":["DRS-101"]}` puts styles on a line sheet, named by
 * external id or name and made where there is none; `{"image":"https://…","products":[…]}` adds a picture to each.
 */
function byHand(account: JoorAccount, body: unknown): void {
  const fields = new Fields(body, 'by hand');
  const name = fields.optionalText('collection');
  const image = fields.optionalText('image');
  const products = fields.texts('products', []).map((number) => productNamed(account, number));
  fields.done();
  if (name !== null) addEntries(account, name, products);
  if (image !== null) for (const product of products) addImage(account, image, product);
}

function addEntries({ catalogue }: JoorAccount, name: string, products: readonly Product[]): void {
  const { collections } = catalogue;
  const collection =
    collections.find(name) ??
    collections.all().find((one) => one.name === name) ??
    collections.add({
      id: String(catalogue.newNumber()),
      externalId: null,
      name,
      seasonId: null,
      delivery: null,
      entries: [],
    });
  const entries = products
    .filter(({ id }) => !collection.entries.some(({ productId }) => productId === id))
    .map(({ id }, index) => ({
      productId: id,
      orderNumber: collection.entries.length + index + 1,
      skuIds: null,
      byHand: true,
    }));
  collections.change(collection, { entries: [...collection.entries, ...entries] });
}

function addImage({ catalogue }: JoorAccount, sourceUrl: string, { id }: Product): void {
  const imageId = String(catalogue.newNumber());
  catalogue.addImage({
    id: imageId,
    externalId: null,
    productId: id,
    colorCode: null,
    type: 'image',
    filename: `by-hand-${imageId}.jpg`,
    sourceUrl,
    displayOrder: catalogue.images.of(id).length,
    byHand: true,
  });
}

function productNamed({ id, catalogue }: JoorAccount, number: string): Product {
  const product = catalogue.products.find(number) ?? catalogue.style(number, '');
  if (!product) throw new BadRequest(`account ${id} has no style ${number}`);
  return product;
}

/** Replaces the account's price types or categories, as JOOR's answers show them. */
function setLists({ catalogue }: JoorAccount, body: unknown) {
  const fields = new Fields(body, 'lists');
  if (fields.has('priceTypes')) catalogue.priceTypes = fields.list('priceTypes').map(readPriceType);
  if (fields.has('categories')) catalogue.categories = fields.list('categories').map(readCategory);
  fields.done();
  return { priceTypes: catalogue.priceTypes, categories: catalogue.categories };
}

function readPriceType(value: unknown): PriceType {
  const fields = new Fields(value, 'price type');
  const currency = fields.text('currency_code', 'USD');
  const type = {
    id: fields.text('id', ''),
    name: fields.text('name', currency),
    currency_code: currency,
    retail_currency_code: fields.text('retail_currency_code', currency),
  };
  fields.done();
  return type;
}

function readCategory(value: unknown): Category {
  const fields = new Fields(value, 'category');
  const category = {
    id: fields.text('id', ''),
    name: fields.text('name', ''),
    department: fields.text('department', ''),
    parent_name: fields.text('parent_name', ''),
  };
  fields.done();
  return category;
}
