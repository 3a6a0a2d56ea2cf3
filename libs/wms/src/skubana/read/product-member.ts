import { isObject, type JsonObject, readText } from '../../http/json-body.js';
import { decimalIn } from '../../products/decimal-in.js';
import { listIn, textsIn } from '../../products/parts.js';
import { instantIn } from '../../row/instant.js';
import { neededTextIn, RowFault, textIn, textOf, upcIn } from '../../row/row-text.js';
import type { SkubanaOptions } from '../options.js';

const LONGEST_KEY = 200;
const LONGEST_SHORT = 500;
const LONGEST_TEXT = 20_000;

interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** What is kept of one product of Skubana's: a member of a family, that is a main item or one of its variants. */
export interface ProductMember {
  readonly id: string;
  /** Id of the main item; null for one that has none. */
  readonly parentId: string | null;
  readonly masterSku: string;
  readonly name: string;
  readonly description: string;
  readonly type: string;
  readonly upc: string;
  readonly active: boolean;
  readonly modifiedAt: string | null;
  readonly categories: readonly string[];
  readonly color: string;
  readonly size: string;
  readonly mapPrice: Money | null;
  /** Addresses by rank. */
  readonly images: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
}

/** Id of the family that a product belongs to: its main item's, which may be itself. Null without an id. */
export function familyOf(raw: unknown): string | null {
  return isObject(raw) ? (readText(raw.parentId) ?? readText(raw.productId)) : null;
}

/** @throws RowFault */
export function readMember(raw: JsonObject, options: SkubanaOptions): ProductMember {
  const attributes = attributesIn(raw);
  return {
    id: neededTextIn(raw, 'productId', LONGEST_KEY),
    parentId: readText(raw.parentId),
    masterSku: neededTextIn(raw, 'masterSku', LONGEST_KEY),
    name: textIn(raw, 'name', LONGEST_SHORT),
    description: textIn(raw, 'description', LONGEST_TEXT),
    type: textIn(raw, 'type', LONGEST_SHORT),
    upc: upcIn(raw, LONGEST_SHORT),
    active: raw.active !== false,
    modifiedAt: instantIn(raw.modifiedDate, 'modifiedDate')?.toISOString() ?? null,
    categories: textsIn(raw, 'categories', LONGEST_SHORT),
    color: oneOf(attributes, options.colorAttribute),
    size: oneOf(attributes, options.sizeAttribute),
    mapPrice: moneyIn(raw, 'mapPrice'),
    images: imagesIn(raw),
    fields: fieldsIn(raw, attributes),
  };
}

/** Attributes by the name of their group; several of one group with commas. */
function attributesIn(raw: JsonObject): ReadonlyMap<string, string> {
  const groups = listIn(raw, 'attributeGroups').map((group): [string, string] => {
    const names = listIn(group, 'attributes').map((each) => textIn(each, 'name', LONGEST_SHORT));
    return [textIn(group, 'name', LONGEST_KEY), names.filter(Boolean).join(', ')];
  });
  return new Map(groups.filter(([name, value]) => name !== '' && value !== ''));
}

/** The value of the first group that the option names, in any case. */
function oneOf(attributes: ReadonlyMap<string, string>, option: string): string {
  const wanted = option.split(',').map((name) => name.trim().toLowerCase());
  for (const name of wanted) {
    for (const [group, value] of attributes) if (group.toLowerCase() === name) return value;
  }
  return '';
}

function moneyIn(raw: JsonObject, field: string): Money | null {
  const money = raw[field];
  if (money === undefined || money === null) return null;
  if (!isObject(money)) throw new RowFault(`${field} must be {"amount","currency"}`);
  const amount = decimalIn(money.amount, `${field}.amount`);
  return amount === null ? null : { amount, currency: textIn(money, 'currency', 3) };
}

function imagesIn(raw: JsonObject): string[] {
  const ranked = listIn(raw, 'imageUrls').map((image, at) => ({
    url: textIn(image, 'url', 2_000),
    rank: typeof image.rank === 'number' ? image.rank : Number.MAX_SAFE_INTEGER,
    at,
  }));
  ranked.sort((a, b) => a.rank - b.rank || a.at - b.at);
  return [...new Set(ranked.map(({ url }) => url))].filter(Boolean);
}

/** What a mapping can pick: `brand`, `vendorCost`, `attribute.Fabric`, `custom.Season` … */
function fieldsIn(raw: JsonObject, attributes: ReadonlyMap<string, string>): Record<string, string> {
  const fields: [string, string][] = [];
  for (const name of ['brand', 'mpn']) fields.push([name, textIn(raw, name, LONGEST_SHORT)]);
  for (const name of ['mapPrice', 'vendorCost']) {
    const money = moneyIn(raw, name);
    if (money) fields.push([name, money.amount], [`${name}.currency`, money.currency]);
  }
  for (const [group, value] of attributes) fields.push([`attribute.${group}`, value]);
  for (const custom of listIn(raw, 'customFieldValues')) {
    const value = customValue(custom.value);
    if (value !== null) fields.push([`custom.${customName(custom)}`, value]);
  }
  return Object.fromEntries(fields.filter(([, value]) => value !== ''));
}

/** Its definition's name, else its id (shapes seen in public clients). */
function customName(custom: JsonObject): string {
  const definition = isObject(custom.customFieldDef) ? custom.customFieldDef : custom;
  const name = readText(definition.name) ?? readText(definition.customFieldDefId);
  if (name === null) throw new RowFault('a custom field has neither a name nor an id');
  return textOf(name, 'name of a custom field', LONGEST_KEY - 'custom.'.length);
}

/** Texts, numbers, yes and no; a list of them with commas; the `value` or `name` of an object. */
function customValue(value: unknown): string | null {
  if (Array.isArray(value)) return value.map(plainValue).filter(Boolean).join(', ');
  return plainValue(isObject(value) ? (value.value ?? value.name) : value);
}

function plainValue(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'boolean' ? String(value) : textOf(value, 'value of a custom field', LONGEST_TEXT);
}
