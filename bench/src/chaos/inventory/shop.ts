import type { Settings } from '@joor-bridge/contracts';

/** A connection of the run: its WMS, its JOOR warehouse, and what is done to its figures on the way. */
export interface Shop {
  readonly connectionId: string;
  readonly joorAccount: string;
  readonly joorWarehouse: string;
  /** Name of its WMS in the simulated world. */
  readonly wms: string;
  readonly source: 'pull' | 'push';
  /** Each row says for itself when it was true; a pulled one is otherwise as old as its reading. */
  readonly dated: boolean;
  /** Brands tell their goods apart by it. */
  readonly series: number;
  readonly settings: Partial<Settings>;
}

/** Warehouses of every WMS. */
export const WMS_WAREHOUSES = ['North', 'South'] as const;

/** Nobody is asked: a figure that a half reading had set to 0 would get to JOOR, and be seen. */
const UNGUARDED: Partial<Settings> = {
  'inventory.schedule': '5 minutes',
  'inventory.guardZeroPercent': 100,
  'inventory.guardDropPercent': 100,
  'inventory.reconciliation': 'Off',
};

const shop = (name: string, parts: Omit<Shop, 'connectionId' | 'wms'>): Shop => ({
  ...parts,
  connectionId: `con_${name}`,
  wms: name,
  settings: {
    ...UNGUARDED,
    'joor.warehouseCode': parts.joorWarehouse.toUpperCase(),
    'inventory.joorWarehouse': parts.joorWarehouse,
    ...parts.settings,
  },
});

/** Two share an account of JOOR, and its items; one is pushed to; one reads files that say when they were true. */
export const SHOPS: readonly Shop[] = [
  shop('plain', {
    ...{ joorAccount: '6001', joorWarehouse: 'East', source: 'pull', dated: false, series: 1 },
    settings: {},
  }),
  shop('shared', {
    ...{ joorAccount: '6001', joorWarehouse: 'West', source: 'pull', dated: false, series: 1 },
    settings: {
      'inventory.wmsWarehouses': ['North'],
      'inventory.allocationPercent': 80,
      'inventory.cap': 100,
      'inventory.minimumLevel': 5,
    },
  }),
  shop('pushed', {
    ...{ joorAccount: '6002', joorWarehouse: 'East', source: 'push', dated: true, series: 2 },
    settings: { 'inventory.matchBy': 'Style' },
  }),
  shop('dated', {
    ...{ joorAccount: '6003', joorWarehouse: 'East', source: 'pull', dated: true, series: 3 },
    settings: {},
  }),
];
