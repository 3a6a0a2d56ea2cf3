import { isDate } from '../calendar-date.js';
import { BadQuery } from '../query-values.js';
import type { InventorySettings } from './inventory-settings.js';

/** How a row names what it is about: by UPC, or by style, colour and size. */
export type RowKey =
  | { readonly by: 'upc'; readonly upc: string }
  | {
      readonly by: 'style';
      readonly styleId: string | null;
      readonly styleNumber: string;
      readonly styleIdentifier: string;
      readonly colorId: string | null;
      readonly colorCode: string;
      readonly size: string | null;
      readonly sizeCode: string | null;
    };

export interface InventoryRow {
  readonly key: RowKey;
  readonly warehouse: string;
  readonly quantity: number;
  /** YYYY-MM-DD; null is now. */
  readonly on: string | null;
  readonly madeToOrder: boolean;
}

/** A row that cannot be read, with what JOOR says of it. */
export interface UnreadableRow {
  readonly comment: string;
}

const FIELDS: ReadonlySet<string> = new Set([
  'warehouse',
  'inventory',
  'upc',
  'style_number',
  'style_identifier',
  'style_identifer',
  'style_id',
  'color_code',
  'style_color_id',
  'size',
  'size_code',
  'inventory_date',
  'made_to_order',
]);

/**
 * Reads one `inventory_item` (JOOR v2 reference, bulk-inventory).
 * @throws BadQuery for what is no record, and for a field that JOOR does not have
 */
export function readInventoryRow(raw: unknown, settings: InventorySettings): InventoryRow | UnreadableRow {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw new BadQuery('inventory_items must hold objects');
  const record = raw as Record<string, unknown>;
  const unknown = Object.keys(record).filter((name) => !isField(name, settings));
  if (unknown.length > 0) throw new BadQuery(`unknown field ${unknown.join(', ')} of an inventory item`);
  const key = keyOfRow(record);
  const on = dateOf(record.inventory_date, settings);
  const quantity = record.inventory;
  if (typeof record.warehouse !== 'string' || record.warehouse === '')
    return { comment: 'warehouse is required' };
  if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 0)
    return { comment: 'inventory must be an integer of at least 0' };
  if (record.made_to_order !== undefined && typeof record.made_to_order !== 'boolean')
    return { comment: 'made_to_order must be true or false' };
  if (on === undefined) return { comment: 'inventory_date must be YYYY-MM-DD or MM-DD-YYYY' };
  if (key === null) return { comment: 'a UPC, or style, color and size, are required' };
  return { key, warehouse: record.warehouse, quantity, on, madeToOrder: record.made_to_order === true };
}

/** What a row is called as it was sent: its UPC, else style-color-size. Also of one that cannot be read. */
export function sentName(raw: unknown): string {
  const record = (raw ?? {}) as Record<string, unknown>;
  if (record.upc) return String(record.upc);
  const parts = [record.style_number ?? record.style_id, record.color_code ?? record.style_color_id];
  return [...parts, record.size ?? record.size_code].map((part) => String(part ?? '')).join('-');
}

function isField(name: string, { identifierField }: InventorySettings): boolean {
  const spelt = name === 'style_identifier' || name === 'style_identifer';
  return spelt ? identifierField === 'either' || identifierField === name : FIELDS.has(name);
}

function keyOfRow(record: Record<string, unknown>): RowKey | null {
  const text = (name: string): string | null => {
    const value = record[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const id = (name: string): string | null =>
    Number.isInteger(record[name]) ? String(record[name]) : text(name);
  const upc = text('upc');
  if (upc !== null) return { by: 'upc', upc };
  const identifier = text('style_identifier') ?? text('style_identifer');
  const key = {
    by: 'style',
    styleId: id('style_id'),
    styleNumber: text('style_number') ?? '',
    styleIdentifier: identifier ?? '',
    colorId: id('style_color_id'),
    colorCode: text('color_code') ?? '',
    size: text('size'),
    sizeCode: text('size_code'),
  } as const;
  const hasStyle = key.styleId !== null || (key.styleNumber !== '' && key.styleIdentifier !== '');
  const hasColor = key.colorId !== null || key.colorCode !== '';
  return hasStyle && hasColor && (key.size !== null || key.sizeCode !== null) ? key : null;
}

function dateOf(value: unknown, { immediateWord }: InventorySettings): string | null | undefined {
  if (value === undefined || (immediateWord && value === 'IMMEDIATE')) return null;
  if (typeof value !== 'string') return undefined;
  const american = /^(\d{2})-(\d{2})-(\d{4})$/.exec(value);
  const written = american ? `${american[3]}-${american[1]}-${american[2]}` : value;
  return isDate(written) ? written : undefined;
}
