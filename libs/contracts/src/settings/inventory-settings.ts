import { Type } from '@sinclair/typebox';
import { MAX_QUANTITY } from '../stock/stock-level.js';
import { choice } from './choice.js';
import { setting } from './declaration.js';

const percent = () => Type.Integer({ minimum: 0, maximum: 100 });

/** Minutes between readings of the WMS's stock, per option of Inventory Schedule; null is never. */
export const INVENTORY_MINUTES = {
  Off: null,
  '5 minutes': 5,
  '15 minutes': 15,
  '30 minutes': 30,
  Hourly: 60,
  'Every 2 hours': 120,
  'Every 6 hours': 360,
  'Every 12 hours': 720,
  Daily: 1440,
} as const;

/** Every option but Off. */
const ON = [
  '5 minutes',
  '15 minutes',
  '30 minutes',
  'Hourly',
  'Every 2 hours',
  'Every 6 hours',
  'Every 12 hours',
  'Daily',
] as const;

export const inventorySettings = {
  'inventory.schedule': choice({
    title: 'Inventory Schedule',
    group: 'Inventory',
    default: 'Off',
    options: {
      Off: 'No inventory is sent to JOOR.',
      '5 minutes': 'Every 5 minutes.',
      '15 minutes': 'Every 15 minutes.',
      '30 minutes': 'Every 30 minutes.',
      Hourly: 'Once an hour.',
      'Every 2 hours': 'Every 2 hours.',
      'Every 6 hours': 'Every 6 hours.',
      'Every 12 hours': 'Every 12 hours.',
      Daily: 'Once a day.',
    },
    help: 'How often the WMS is asked for its stock. What a WMS pushes to us is sent on as it comes, unless this is Off. Needs Warehouse Code.',
    needs: [
      {
        values: ON,
        capability: 'stock',
        reason:
          'Inventory Schedule needs a WMS whose stock can be read, which this destination does not have.',
      },
      {
        values: ON,
        setting: 'joor.warehouseCode',
        not: '',
        reason: 'Inventory Schedule needs Warehouse Code to be filled in, and it is blank.',
      },
    ],
  }),
  'inventory.joorWarehouse': setting({
    title: 'JOOR Warehouse Name',
    group: 'Inventory',
    schema: Type.String({ maxLength: 200 }),
    default: '',
    help: 'The name of the warehouse in JOOR that the stock is written to. Blank: learnt from orders that carry Warehouse Code; until one has come, nothing is sent.',
  }),
  'inventory.wmsWarehouses': setting({
    title: 'WMS Warehouses',
    group: 'Inventory',
    schema: Type.Array(Type.String({ maxLength: 200 }), { maxItems: 200 }),
    default: [],
    help: 'The warehouses of the WMS whose stock is added up into the JOOR warehouse. Empty: all of them.',
  }),
  'inventory.allocationPercent': setting({
    title: 'Allocation Percentage',
    group: 'Inventory',
    schema: percent(),
    default: 100,
    help: 'The share of what is available that JOOR is told of, rounded down.',
  }),
  'inventory.cap': setting({
    title: 'Inventory Cap',
    group: 'Inventory',
    schema: Type.Union([Type.Integer({ minimum: 0, maximum: MAX_QUANTITY }), Type.Null()]),
    default: null,
    help: 'The most that JOOR is told of, per item. Empty: no cap.',
  }),
  'inventory.minimumLevel': setting({
    title: 'Minimum Inventory Level',
    group: 'Inventory',
    schema: Type.Integer({ minimum: 0, maximum: MAX_QUANTITY }),
    default: 0,
    help: 'Below it JOOR is told 0: with 5, a quantity of 4 becomes 0 and 5 stays 5.',
  }),
  'inventory.mode': choice({
    title: 'Inventory Mode',
    group: 'Inventory',
    default: 'Update',
    options: {
      Update: 'JOOR changes only what it is told; an item that vanished from the WMS is set to 0.',
      Overwrite:
        'JOOR forgets what it is not told: a style that is left out becomes made-to-order. Everything goes in one request or none.',
    },
    help: 'How JOOR takes the figures.',
  }),
  'inventory.matchBy': choice({
    title: 'Match Items By',
    group: 'Inventory',
    default: 'UPC, else style',
    options: {
      'UPC, else style': 'The UPC; where it is empty, style number, color code and size.',
      UPC: 'The UPC only.',
      Style: 'Style number, style identifier, color code and size.',
    },
    help: 'How JOOR finds the item that a figure is for. An item without what is chosen is skipped and listed.',
  }),
  'inventory.decPending': choice({
    title: 'Subtract Pending Orders',
    group: 'Inventory',
    default: 'No',
    options: {
      Yes: 'JOOR subtracts the units of its Pending orders from the figures.',
      No: 'JOOR takes the figures as they are.',
    },
    help: 'Whether orders that are pending in JOOR lower what can be bought.',
  }),
  'inventory.guardZeroPercent': setting({
    title: 'Guard: Items Set to Zero',
    group: 'Inventory',
    schema: percent(),
    default: 20,
    help: 'A run that would set more than this share of the listed items to 0 stops and asks. 100: it never does.',
  }),
  'inventory.guardDropPercent': setting({
    title: 'Guard: Drop of the Total',
    group: 'Inventory',
    schema: percent(),
    default: 50,
    help: 'A run that would lower the total by more than this share stops and asks. 100: it never does.',
  }),
  'inventory.reconciliation': choice({
    title: 'Reconciliation',
    group: 'Inventory',
    default: 'Nightly',
    options: {
      Nightly: 'Once a night what JOOR holds is read back, and what differs is reported and repaired.',
      Off: 'On demand only.',
    },
    help: 'Finds and mends figures that were changed in JOOR.',
  }),
} as const;
