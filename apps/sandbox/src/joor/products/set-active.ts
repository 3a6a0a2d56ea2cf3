import { type Color, type Product, type Size, styleNumberOf } from '../catalogue/records.js';
import type { JoorAccount } from '../joor-account.js';
import type { JoorLine } from '../joor-order.js';
import { linesOf } from '../order-lines.js';

/** Statuses of orders that are not over: in progress, pending, approved, notes. */
const OPEN = ['1', '3', '4', '6'];

/**
 * Switches a colour or size on or off. INACTIVE takes its lines out of every open order, approved ones too
 * (JOOR v4 reference, update SKUs); here they are counted, the orders stay as they are.
 */
export function setActive(
  account: JoorAccount,
  product: Product,
  of: { readonly color: Color } | { readonly size: Size },
  active: boolean | undefined,
): void {
  const part = 'color' in of ? of.color : of.size;
  if (active === undefined || active === part.active) return;
  part.active = active;
  if (active) return;
  const number = styleNumberOf(product);
  const isTouched = (line: JoorLine): boolean =>
    line.item_number === number &&
    ('color' in of ? line.item_color_code === of.color.code : line.item_size === of.size.name);
  const { deactivations } = account;
  deactivations.count++;
  for (const { raw, facts } of account.all()) {
    const lines = OPEN.includes(facts.status) ? linesOf(raw).filter(isTouched) : [];
    if (lines.length === 0) continue;
    deactivations.orders++;
    deactivations.lines += lines.length;
    if (facts.status === '4') deactivations.approvedOrders++;
  }
}
