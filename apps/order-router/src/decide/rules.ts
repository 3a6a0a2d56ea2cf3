import {
  type DecidedLine,
  type Order,
  type Rule,
  type RuleReport,
  TEST_ORDER_PREFIX,
} from '@joor-bridge/contracts';
import { isFiltered, STRUCK } from './decide-lines.js';
import { filteredText } from './order-filter.js';
import type { Policy } from './policy.js';

/** What the rules may look at. */
export interface Facts {
  readonly order: Order;
  readonly policy: Policy;
  readonly lines: readonly DecidedLine[];
  /** Shipping method for the WMS; null when the map is to be obeyed and does not know it. */
  readonly shipMethod: string | null;
}

type Verdict = Pick<RuleReport, 'verdict' | 'text'>;
type RuleFunction = (facts: Facts) => Verdict;

const pass = (text: string): Verdict => ({ verdict: 'pass', text });
const skip = (text: string): Verdict => ({ verdict: 'skip', text });
const hold = (text: string): Verdict => ({ verdict: 'hold', text });

const connection: RuleFunction = ({ order, policy }) => {
  if (!policy.enabled)
    return hold('the connection is switched off; the order goes out when it is switched on');
  const ofSandbox = order.orderId.startsWith(TEST_ORDER_PREFIX);
  const testMode = policy.settings['joor.testMode'] === 'Enabled';
  if (ofSandbox && !testMode) return skip("an order of JOOR's sandbox, and Joor Test Mode is Disabled");
  if (!ofSandbox && testMode)
    return hold("an order of JOOR's production; it goes out when Joor Test Mode is Disabled");
  return pass('the connection is on');
};

const earliestDate: RuleFunction = ({ order, policy }) => {
  const earliest = policy.settings['orders.earliestDate'];
  if (earliest === null) return pass('no Earliest Order Date');
  const day = order.createdAt.slice(0, 10);
  return day >= earliest
    ? pass(`created ${day}, Earliest Order Date ${earliest}`)
    : skip(`created ${day}, before the Earliest Order Date ${earliest}`);
};

const orderStatus: RuleFunction = ({ order, policy }) => {
  const option = policy.settings['joor.orderStatus'];
  const text = `the order is ${order.status}, Joor Order Status is ${option}`;
  if (policy.statuses.has(order.status)) return pass(text);
  return skip(order.status === 'in_progress' ? `${text}; it waits until it is finished in JOOR` : text);
};

const warehouseCode: RuleFunction = ({ order, policy }) => {
  const wanted = policy.warehouseCode;
  if (wanted === '') return pass('Warehouse Code is blank: all warehouses');
  const code = order.warehouse.code.trim();
  if (code === wanted) return pass(`warehouse "${code}"`);
  const nearMiss = code.toLowerCase() === wanted.toLowerCase();
  const hint = nearMiss ? '; they differ only in upper and lower case' : '';
  return skip(`warehouse "${code}", Warehouse Code is "${wanted}"${hint}`);
};

const customerCode: RuleFunction = ({ order, policy }) => {
  const code = order.customer.code.trim();
  if (code !== '') return pass(`customer code "${code}"`);
  return policy.settings['joor.skipEmptyCustomerCode'] === 'Yes'
    ? skip('no customer code, Skip Empty Customer Code is Yes')
    : pass('no customer code, Skip Empty Customer Code is No');
};

const orderFilter: RuleFunction = ({ order, policy }) => {
  for (const { filter, matches } of policy.filters) {
    const matched = matches(order);
    const objects = filter.mode === 'Required' ? !matched : matched;
    if (objects) {
      const seen = `${filter.field} is "${filteredText(order, filter.field)}"`;
      return skip(`${seen}, which the ${filter.mode.toLowerCase()} values (${filter.match}) do not allow`);
    }
  }
  return pass(policy.filters.length === 0 ? 'no order filters' : 'every order filter allows it');
};

const itemFilter: RuleFunction = ({ order, policy, lines }) => {
  const { mode } = policy.itemFilter;
  if (mode === 'Disabled') return pass('no item filter');
  const filtered = lines.filter((line, at) => {
    const source = order.lines[at];
    return source !== undefined && isFiltered(source, line.itemCode, policy);
  });
  const named = filtered.map((line) => line.itemCode || 'a line without code').join(', ');
  if (filtered.length === 0) return pass(`${mode}: every item is allowed`);
  return policy.settings['items.filter'].level === 'Filter Order'
    ? skip(`${mode}: ${named} stops the whole order`)
    : pass(`${mode}: struck out ${named}`);
};

const shipMethod: RuleFunction = ({ order, shipMethod: mapped }) => {
  const joor = order.shippingMethod.code || order.shippingMethod.name;
  return mapped === null
    ? hold(`shipping method "${joor}" is not in the Ship Method Map; add it and the order goes out`)
    : pass(joor === '' ? 'no shipping method' : `shipping method "${joor}" is sent as "${mapped}"`);
};

const itemCode: RuleFunction = ({ lines }) => {
  const without = lines.filter((line) => line.itemCode === '' && line.struckOut === null).length;
  return without === 0
    ? pass('every line has an item code')
    : hold(
        `${without} of ${lines.length} lines have no item code; give the items a UPC in JOOR, or set Items Without Code to Drop line`,
      );
};

const quantity: RuleFunction = ({ lines }) => {
  const negative = lines.find((line) => line.quantity < 0 && line.struckOut === null);
  if (negative) return hold(`item ${negative.itemCode} has the quantity ${negative.quantity}`);
  const zero = lines.filter((line) => line.struckOut === STRUCK.zero).length;
  return pass(zero === 0 ? 'every quantity is above 0' : `${zero} lines with quantity 0 are struck out`);
};

const linesLeft: RuleFunction = ({ lines }) => {
  if (lines.some((line) => line.struckOut === null)) return pass('there are lines to deliver');
  if (lines.length === 0) return hold('the order has no lines');
  return lines.every((line) => line.struckOut === STRUCK.filtered)
    ? skip('the item filter struck out every line')
    : hold('no line is left to deliver');
};

/** In the order they speak (design: connection and date, the JOOR settings, filters, holds). */
export const rules: readonly (readonly [Rule, RuleFunction])[] = [
  ['connection', connection],
  ['earliest-date', earliestDate],
  ['order-status', orderStatus],
  ['warehouse-code', warehouseCode],
  ['customer-code', customerCode],
  ['order-filter', orderFilter],
  ['item-filter', itemFilter],
  ['ship-method', shipMethod],
  ['item-code', itemCode],
  ['quantity', quantity],
  ['lines', linesLeft],
];
