import type { InventoryControl } from './inventory-control.js';
import { SHOPS } from './shop.js';

/**
 * JOOR loses 5 % of its answers, lets 3 % of the requests take effect only when they were given up, says now and then
 * that its limit is used up; the WMSs fail, break off and fall silent in the middle of their lists.
 */
export async function disturb(control: InventoryControl, { seed }: { readonly seed: number }): Promise<void> {
  await control.setFaults('joor-production', [
    { kind: 'latency', ms: 30, jitterMs: 25 },
    { kind: 'throttle', retryAfterMs: 700, rate: 0.03, method: 'POST', seed },
    { kind: 'error', status: 502, rate: 0.02, method: 'POST', seed: seed + 1 },
    { kind: 'late-effect', ms: 1_300, rate: 0.03, method: 'POST', seed: seed + 2 },
    { kind: 'lost-answer', how: 'reset', rate: 0.025, method: 'POST', seed: seed + 3 },
    { kind: 'lost-answer', how: 'silence', rate: 0.025, method: 'POST', seed: seed + 4 },
  ]);
  for (const { wms } of SHOPS) await control.setFaults(`wms-${wms}`, wmsFaults(seed));
}

/** A reading of ten pages meets one of them every third time. */
export const wmsFaults = (seed: number): readonly Record<string, unknown>[] => [
  { kind: 'latency', ms: 8, jitterMs: 8 },
  { kind: 'error', status: 503, rate: 0.02, method: 'GET', seed },
  { kind: 'malformed-body', how: 'cut', rate: 0.02, method: 'GET', seed: seed + 10 },
  { kind: 'lost-answer', how: 'reset', rate: 0.01, method: 'GET', seed: seed + 20 },
  { kind: 'lost-answer', how: 'silence', rate: 0.005, method: 'GET', seed: seed + 30 },
];
