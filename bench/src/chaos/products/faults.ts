import type { Brand } from './brands.js';
import type { ProductsControl } from './products-control.js';

/**
 * JOOR loses 5 % of its answers, lets 3 % of the writes take effect only when they were given up, fails and is at its
 * limit now and then; the WMSs fail and break off in the middle of their lists.
 */
export async function disturb(
  control: ProductsControl,
  brands: readonly Brand[],
  seed: number,
): Promise<void> {
  await control.setFaults('joor-production', [
    { kind: 'latency', ms: 25, jitterMs: 20 },
    { kind: 'throttle', retryAfterMs: 500, rate: 0.02, seed },
    { kind: 'error', status: 502, rate: 0.02, seed: seed + 1 },
    { kind: 'late-effect', ms: 900, rate: 0.03, method: 'POST', seed: seed + 2 },
    { kind: 'lost-answer', how: 'reset', rate: 0.025, method: 'POST', seed: seed + 3 },
    { kind: 'lost-answer', how: 'silence', rate: 0.025, method: 'POST', seed: seed + 4 },
  ]);
  for (const { wms } of brands) {
    await control.setFaults(`wms-${wms}`, [
      { kind: 'error', status: 503, rate: 0.03, method: 'GET', seed },
      { kind: 'malformed-body', how: 'cut', rate: 0.03, method: 'GET', seed: seed + 10 },
      { kind: 'lost-answer', how: 'reset', rate: 0.02, method: 'GET', seed: seed + 20 },
    ]);
  }
}
