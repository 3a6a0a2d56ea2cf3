import type { Settings } from '@joor-bridge/contracts';
import type { Place } from '../levels/mark-changed.js';
import { type InventoryPolicy, policyOf, type Wanted } from './wanted.js';

/** What listings are computed for, and by. */
export interface Computation extends Place {
  readonly policy: InventoryPolicy;
  /** Name of the JOOR warehouse; `''` while it is not known, and nothing is sent then. */
  readonly warehouse: string;
}

export interface ComputedSku {
  readonly sku: string;
  readonly wanted: Wanted;
}

export const computationOf = (
  place: Place,
  settings: Settings,
  warehouse: string | null,
  today: string,
): Computation => ({
  ...place,
  policy: policyOf(settings, today),
  warehouse: warehouse ?? '',
});

/** What listings depend on, as text. */
export const computedUnder = (settings: Settings, warehouse: string | null): string =>
  JSON.stringify([
    warehouse,
    ...(
      [
        'inventory.wmsWarehouses',
        'inventory.allocationPercent',
        'inventory.cap',
        'inventory.minimumLevel',
        'inventory.matchBy',
        'items.filter',
      ] as const
    ).map((key) => settings[key]),
  ]);
