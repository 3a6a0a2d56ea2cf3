import { inventoryDay } from '../inventory/inventory-day.js';
import { LooseRecord } from '../parse/loose-record.js';
import type { HeldFigure, HeldItem, HeldStyle } from './held-style.js';

/** Reads one style of JOOR v2 (reference, GET style). @throws UnreadableRecord naming the field and the reason */
export function parseStyle(record: unknown): HeldStyle {
  const style = LooseRecord.of(record, 'style');
  return {
    styleId: style.required('style_id', 64),
    styleNumber: style.text('style_number'),
    styleIdentifier: style.text('style_identifier') || style.text('style_identifer'),
    skus: style.list('skus').map(parseItem),
  };
}

function parseItem(sku: LooseRecord): HeldItem {
  return {
    upc: sku.text('upc') || sku.text('sku_upc'),
    colorCode: sku.text('sku_color_code') || sku.text('color_code'),
    size: sku.text('sku_size') || sku.text('size'),
    inventory: figuresOf(sku),
  };
}

/** `inventory_available` is one number for all, or a list of figures by warehouse and date. */
function figuresOf(sku: LooseRecord): HeldFigure[] {
  if (!sku.isList('inventory_available')) {
    const quantity = sku.integer('inventory_available');
    return quantity === null ? [] : [{ warehouse: null, on: null, quantity }];
  }
  return sku.list('inventory_available').flatMap((figure) => {
    const quantity = figure.integer('inventory') ?? figure.integer('inventory_available');
    if (quantity === null) return [];
    return [{ warehouse: warehouseOf(figure), on: dayOf(figure), quantity }];
  });
}

const warehouseOf = (figure: LooseRecord): string | null =>
  figure.text('warehouse') || figure.text('warehouse_name') || null;

/** A date that can't be read must not make future stock look like stock that is there. */
function dayOf(figure: LooseRecord): string | null {
  const day = inventoryDay(figure.text('inventory_date'));
  if (day === undefined) throw figure.unreadable('inventory_date', 'is not a date of the form YYYY-MM-DD');
  return day;
}
