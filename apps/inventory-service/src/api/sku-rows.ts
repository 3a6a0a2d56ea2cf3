import type { ItemIdentity } from '@joor-bridge/contracts';
import type { Step } from '../available/available-to-sell.js';
import { explain } from '../available/explain.js';
import type { StoredLevel } from '../available/read-stock.js';
import type { LevelView, SkuState, SkuView } from './inventory.dto.js';

/** State of a listing `l`, where no reason keeps its SKU out. */
export const STATE = `case
  when l.shadowed_by is not null or l.wanted is null then 'skipped'
  when l.refusal is not null then 'refused'
  when l.attempt_id is not null then 'sending'
  when l.wanted is distinct from l.acknowledged then 'pending'
  else 'in-joor' end`;

/** A SKU as lists and details read it. */
export interface SkuRow {
  connection_id: string;
  world: string;
  sku: string;
  identity: ItemIdentity | null;
  state: SkuState;
  reason: string | null;
  wanted: number | null;
  acknowledged: number | null;
  steps: Step[] | null;
}

/** The immediate figure of a SKU `k`, and why it is skipped; the one that is listed, of several. */
export const SKU_PARTS = `
  left join lateral (
    select * from listings o
    where o.connection_id = k.connection_id and o.world = k.world and o.sku = k.sku and o.day = ''
    order by o.listed desc, o.sent_at desc nulls last limit 1
  ) l on true
  left join skipped_skus s on s.connection_id = k.connection_id and s.world = k.world and s.sku = k.sku`;

export const SKU_COLUMNS = `k.connection_id, k.world, k.sku, l.identity, l.wanted, l.acknowledged, l.steps,
  case when s.reason is not null then 'skipped' else ${STATE} end as state,
  coalesce(s.reason, 'SKU ' || l.shadowed_by || ' is the same item in JOOR and speaks for it.', l.refusal) as reason`;

export function skuView(row: SkuRow, levels: readonly StoredLevel[]): SkuView {
  const { identity, state, reason, wanted, steps } = row;
  const named = identity ?? levels[0]?.identity;
  return {
    connectionId: row.connection_id,
    world: row.world,
    sku: row.sku,
    upc: named?.upc ?? '',
    styleNumber: named?.styleNumber ?? '',
    colorCode: named?.colorCode ?? '',
    size: named?.size ?? '',
    state,
    reason,
    quantity: state === 'skipped' ? null : wanted,
    inJoor: row.acknowledged,
    explanation: explanationOf(state, reason, steps, wanted),
    levels: levels.map(levelView),
  };
}

function explanationOf(
  state: SkuState,
  reason: string | null,
  steps: readonly Step[] | null,
  wanted: number | null,
): string {
  if (state === 'skipped') return `Skipped: ${reason ?? 'nothing is to be sent.'}`;
  return steps ? explain(steps, wanted ?? 0) : 'The WMS does not list it any more → sent 0';
}

const levelView = ({ warehouse, available, trueAt, listed, note }: StoredLevel): LevelView => ({
  ...{ warehouse, available, listed, note },
  trueAt: new Date(trueAt).toISOString(),
});
