import type { KeylessLine } from './line-keys.js';
import type { LooseRecord } from './loose-record.js';
import { plainText } from './plain-text.js';

/** Reads one entry of `line_items` (JOOR v2 reference, GET orders). @throws UnreadableRecord */
export function parseLine(item: LooseRecord): KeylessLine {
  return {
    styleId: item.text('item_style_id'),
    styleName: item.text('item_name'),
    styleNumber: item.text('item_number'),
    styleIdentifier: item.text('item_style_identifier'),
    colorName: item.text('item_color'),
    colorCode: item.text('item_color_code'),
    sizeName: item.text('item_size'),
    sizeCode: item.text('item_size_code'),
    upc: item.text('item_upc'),
    quantity: quantityOf(item),
    multiplier: multiplierOf(item),
    unitPrice: item.decimal('item_unit_price'),
    price: item.decimal('item_price'),
    priceAdjustment: item.decimal('item_price_adjustment'),
    priceExtended: item.decimal('item_price_extended'),
    retailPrice: item.decimal('item_retail_price'),
    comment: plainText(item.text('item_comment')),
    colorComment: plainText(item.text('item_color_comment')),
    doorId: item.text('item_door_id'),
    tags: item.list('style_tags').map((tag) => ({
      group: tag.text('style_tag_group'),
      name: tag.text('style_tag_name'),
      value: tag.text('style_tag_value'),
      code: tag.text('style_tag_code'),
    })),
  };
}

/** A blank quantity is not zero: a zero line is dropped from the delivery, and that must not be a guess. */
function quantityOf(item: LooseRecord): number {
  const quantity = item.integer('item_quantity');
  if (quantity === null) throw item.unreadable('item_quantity', 'is blank');
  return quantity;
}

function multiplierOf(item: LooseRecord): number | null {
  const multiplier = item.integer('item_multiplier');
  if (multiplier === null || multiplier === 0) return null;
  if (multiplier < 0) throw item.unreadable('item_multiplier', 'is negative');
  return multiplier;
}
