import type { HeldSku } from '@joor-bridge/contracts';
import type { LeftOut } from '../map/wanted-style.js';
import type { MatchedSkus } from './match-skus.js';
import type { PlanOptions, StatusStep } from './plan.js';
import type { Part } from './plan-product.js';

/**
 * SKUs to make inactive because the WMS no longer sells them, and active again where it does. Only by choice; what is
 * left out for a fault or by a filter stays as it is.
 */
export function planStatus(
  { pairs, rest }: MatchedSkus,
  leftOut: readonly LeftOut[],
  { inactive }: PlanOptions,
): Part<StatusStep> {
  if (inactive !== 'Make inactive') return { step: null, changes: [] };
  const spared = new Set(leftOut.map(({ sku }) => sku));
  const gone = rest
    .filter(({ externalId }) => !spared.has(externalId))
    .map((held) => ({ held, active: false }));
  const known = pairs.flatMap(({ wanted, held }) => (held ? [{ held, active: wanted.active }] : []));
  const skus = [...known, ...gone]
    .filter(({ held, active }) => held.active !== active)
    .map(({ held, active }) => ({ ...held, makeActive: active }));
  if (skus.length === 0) return { step: null, changes: [] };
  return {
    step: { kind: 'status', needsApproval: true, skus, approvedOrders: null },
    changes: skus.map(changeOf),
  };
}

const changeOf = ({ externalId, active, makeActive }: HeldSku & { makeActive: boolean }) => ({
  field: `SKU ${externalId} status`,
  from: statusText(active),
  to: statusText(makeActive),
});

const statusText = (active: boolean): string => (active ? 'active' : 'inactive');
