import { SHOP_WMS } from './installation.js';
import type { SandboxControl } from './sandbox-control.js';

/** From now on the WMS loses a share of its answers after the effect: half by a cut connection, half by silence. */
export function loseAnswers(
  control: SandboxControl,
  { seed, lostAnswers }: { readonly seed: number; readonly lostAnswers: number },
): Promise<void> {
  return control.setFaults(`wms-${SHOP_WMS}`, [
    { kind: 'latency', ms: 15, jitterMs: 15 },
    { kind: 'lost-answer', how: 'reset', rate: lostAnswers / 2, method: 'POST', seed },
    { kind: 'lost-answer', how: 'silence', rate: lostAnswers / 2, method: 'POST', seed: seed + 1 },
  ]);
}
