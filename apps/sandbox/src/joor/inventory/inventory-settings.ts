import { Fields } from '../../control/fields.js';
import { WAREHOUSES } from '../../generator/names.js';

/** How an account's inventory behaves where JOOR's behaviour is not documented, or is to be tested. */
export interface InventorySettings {
  /** Warehouses of the account, by name. */
  readonly warehouses: readonly string[];
  /** A row of another warehouse: fails, is taken and has no effect, or makes the warehouse. */
  readonly unknownWarehouse: 'fail' | 'lose' | 'make';
  /** A row of no SKU of the catalogue: fails, or is kept under the name it came with. */
  readonly unknownItem: 'fail' | 'keep';
  /** A row that cannot be read: fails alone, or the whole request with it. */
  readonly badRow: 'fail' | 'refuse-request';
  /** The documentation misspells the field; known clients do not. */
  readonly identifierField: 'either' | 'style_identifier' | 'style_identifer';
  /** Takes `inventory_date: "IMMEDIATE"`, which one client sends, for no date. */
  readonly immediateWord: boolean;
  /** Rows of one request before it is 413; null is no limit: none is documented. */
  readonly itemLimit: number | null;
  /** What `overwrite=1` clears: the warehouses that the request names, or the whole account. */
  readonly overwriteScope: 'warehouses' | 'account';
  /** The `status` of an accepted row; JOOR's words are not documented. */
  readonly acceptedStatus: string;
  /** What a row is called in the log: the SKU's UPC where it has one, as it was sent, or nothing. */
  readonly logNames: 'known' | 'given' | 'none';
  readonly logOrder: 'given' | 'reversed';
  /** Share of the rows that take effect and are left out of the log. */
  readonly unloggedShare: number;
  /** Rows that always fail, by their name in the log. */
  readonly failing: readonly string[];
  /** Share of the other rows that fails, drawn from a seeded sequence. */
  readonly failShare: number;
  /** `inventory_available` of a v2 style's SKU: the sum of what is there now, or a list by warehouse and date. */
  readonly shape: 'number' | 'list';
}

export const INVENTORY_DEFAULTS: InventorySettings = {
  warehouses: [...WAREHOUSES.map(([name]) => name), 'Default'],
  unknownWarehouse: 'fail',
  unknownItem: 'fail',
  badRow: 'fail',
  identifierField: 'either',
  immediateWord: false,
  itemLimit: null,
  overwriteScope: 'warehouses',
  acceptedStatus: 'queued',
  logNames: 'known',
  logOrder: 'given',
  unloggedShare: 0,
  failing: [],
  failShare: 0,
  shape: 'number',
};

/** @throws BadRequest */
export function readInventorySettings(value: unknown, base: InventorySettings): InventorySettings {
  const fields = new Fields(value, 'inventory');
  const settings = {
    warehouses: fields.texts('warehouses', base.warehouses),
    unknownWarehouse: fields.choice('unknownWarehouse', ['fail', 'lose', 'make'], base.unknownWarehouse),
    unknownItem: fields.choice('unknownItem', ['fail', 'keep'], base.unknownItem),
    badRow: fields.choice('badRow', ['fail', 'refuse-request'], base.badRow),
    identifierField: fields.choice(
      'identifierField',
      ['either', 'style_identifier', 'style_identifer'],
      base.identifierField,
    ),
    immediateWord: fields.flag('immediateWord', base.immediateWord),
    itemLimit: fields.has('itemLimit') ? fields.optionalNumber('itemLimit', 1) : base.itemLimit,
    overwriteScope: fields.choice('overwriteScope', ['warehouses', 'account'], base.overwriteScope),
    acceptedStatus: fields.text('acceptedStatus', base.acceptedStatus),
    logNames: fields.choice('logNames', ['known', 'given', 'none'], base.logNames),
    logOrder: fields.choice('logOrder', ['given', 'reversed'], base.logOrder),
    unloggedShare: fields.number('unloggedShare', base.unloggedShare, 0, 1),
    failing: fields.texts('failing', base.failing),
    failShare: fields.number('failShare', base.failShare, 0, 1),
    shape: fields.choice('shape', ['number', 'list'], base.shape),
  };
  fields.done();
  return settings;
}
