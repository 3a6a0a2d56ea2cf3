import { details } from '../output/table.js';
import { field, listField, type Row, readRow } from '../service/fields.js';

/** Names that are listed in one line; the rest are counted, and `--json` has all. */
const MOST_NAMED = 8;

type Fact = readonly [string, string];

/** The style as the WMS knows it, in brief. */
export function wmsText(style: Row): string {
  const product = readRow(style.product, "The WMS's product");
  const variants = listField(product, 'variants');
  return part(`In the WMS${field(style, 'listed') === 'false' ? ', which no longer lists it' : ''}`, [
    ['name', field(product, 'name')],
    ['type', field(product, 'productType')],
    ['supplier', field(product, 'supplierCode')],
    ['categories', texts(product.categories)],
    ['season', [field(product, 'season'), field(product, 'seasonYear')].filter(Boolean).join(' ')],
    ['line sheets', texts(product.lineSheets)],
    ['prices', pricesOf(product)],
    ['variants', `${variants.length}${spread(variants)}`],
    ['images', String(listField(product, 'images').length)],
    ['sold', field(product, 'active') === 'false' ? 'no longer' : ''],
    ['modified', field(product, 'modifiedAt')],
  ]);
}

/** The style as it is to be in JOOR. Blank where it cannot be there: its plan gives the reasons. */
export function mappedText(style: Row): string {
  switch (field(style, 'mapped.kind')) {
    case 'wanted':
      return wantedText(readRow(readRow(style.mapped, 'The mapped style').wanted, 'The mapped style'));
    case 'skipped':
      return 'It is kept out of JOOR by choice: Item Filter leaves none of its variants.';
    case 'unsold':
      return 'The WMS no longer lists or sells it: nothing of it is written to JOOR.';
    default:
      return '';
  }
}

/** The style as JOOR has acknowledged it, in brief. */
export function heldText(style: Row): string {
  if (field(style, 'held') === '') return '';
  const held = readRow(style.held, 'The style in JOOR');
  const skus = listField(held, 'skus');
  const inactive = skus.filter((sku) => field(sku, 'active') === 'false').length;
  return part('In JOOR, as it has acknowledged', [
    ['id', field(held, 'id')],
    ['number', field(held, 'externalId')],
    ['name', field(held, 'name')],
    ['line sheets', names(listField(held, 'collections'))],
    ['SKUs', `${skus.length}${spread(skus)}${inactive > 0 ? `, ${inactive} inactive` : ''}`],
    ['prices', wholesalesOf(held)],
    ['images', String(listField(held, 'images').length)],
  ]);
}

const wantedText = (wanted: Row): string =>
  part('As it is to be in JOOR', [
    ['number', field(wanted, 'number')],
    ['name', field(wanted, 'name')],
    ['identifier', field(wanted, 'identifier')],
    ['line sheets', names(listField(wanted, 'lineSheets'))],
    ['category ids', texts(wanted.categoryIds)],
    [
      'tags',
      firstOf(listField(wanted, 'tags').map((tag) => `${field(tag, 'name')}: ${field(tag, 'value')}`)),
    ],
    ['SKUs', `${listField(wanted, 'skus').length}${spread(listField(wanted, 'skus'))}`],
    ['prices', wholesalesOf(wanted)],
    ['images', String(listField(wanted, 'images').length)],
  ]);

const part = (title: string, facts: readonly Fact[]): string =>
  `${title}\n${details(facts.filter(([, value]) => value !== ''))}`;

const names = (rows: readonly Row[]): string => firstOf(rows.map((row) => field(row, 'name')));

const texts = (list: unknown): string => firstOf(Array.isArray(list) ? list.map(String) : []);

/** The WMS's prices of the style or, where it has none, of its variants, each once. */
function pricesOf(product: Row): string {
  const own = listField(product, 'prices');
  const all =
    own.length > 0 ? own : listField(product, 'variants').flatMap((variant) => listField(variant, 'prices'));
  return firstOf(distinct(all.map(priceText)));
}

function priceText(price: Row): string {
  const [label, currency] = [field(price, 'label'), field(price, 'currency')];
  const amounts = ['wholesale', 'retail']
    .filter((name) => field(price, name) !== '')
    .map((name) => `${name} ${field(price, name)}${currency && ` ${currency}`}`);
  return `${label && `${label}: `}${amounts.join(' / ') || 'no amount'}`;
}

/** How many prices there are, with their different amounts. */
function wholesalesOf(style: Row): string {
  const prices = listField(style, 'prices');
  const amounts = distinct(prices.map((price) => field(price, 'wholesale')));
  return prices.length === 0 ? '0' : `${prices.length}, wholesale ${firstOf(amounts)}`;
}

/** As in ` in 2 colors and 6 sizes`. */
function spread(variants: readonly Row[]): string {
  if (variants.length < 2) return '';
  const kinds = (name: string, code: string) =>
    distinct(variants.map((each) => field(each, name) || field(each, code))).length;
  return `: colors ${kinds('colorName', 'colorCode')}, sizes ${kinds('sizeName', 'sizeCode')}`;
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)];

function firstOf(values: readonly string[]): string {
  const left = values.length - MOST_NAMED;
  return left > 0 ? `${values.slice(0, MOST_NAMED).join(', ')} and ${left} more` : values.join(', ');
}
