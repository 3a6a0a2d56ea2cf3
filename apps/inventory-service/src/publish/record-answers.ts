import type { RowAnswer } from '@joor-bridge/joor';
import { textArray } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { Place } from '../levels/mark-changed.js';
import type { Batch } from './claim-rows.js';
import { together } from './publishing.js';
import { rowWaitMs } from './retry-waits.js';
import { tellHeld } from './tell-held.js';

export interface Recorded {
  readonly acknowledged: number;
  /** Of the acknowledged, those that JOOR was told 0 of. */
  readonly zeroed: number;
  readonly refused: number;
}

const UNNAMED = "JOOR's answer does not name this row; nobody knows whether it was taken.";

/** Of a row that was refused JOOR still holds what it held; of one that no answer names nobody knows. */
const RECORD = `
  update listings l set
    acknowledged = case a.kind when 'accepted' then l.sending when 'refused' then l.held_before end,
    acknowledged_at = case a.kind when 'accepted' then now() else l.acknowledged_at end,
    last_known = case a.kind when 'accepted' then l.sending else l.last_known end,
    tries = case a.kind when 'accepted' then 0 else l.tries + 1 end,
    retry_at = case a.kind when 'accepted' then null
      else now() + ($9::bigint[])[least(l.tries + 1, 5)] * interval '1 millisecond' end,
    refusal = case a.kind when 'accepted' then null else a.note end,
    log_id = case a.kind when 'accepted' then a.note else l.log_id end,
    held_before = null, sending = null, attempt_id = null, sending_until = null
  from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $10::text[])
    as a (sku, warehouse, item, day, kind, note)
  where l.attempt_id = $3 and l.connection_id = $1 and l.world = $2
    and l.sku = a.sku and l.warehouse = a.warehouse and l.item = a.item and l.day = a.day
  returning a.kind, l.last_known`;

const WAITS = [1, 2, 3, 4, 5].map(rowWaitMs);

/**
 * Writes what JOOR said of each row, and tells what it has acknowledged, within the caller's transaction. Rows that
 * were claimed again since are left: this answer is not about what they send now.
 */
export async function recordAnswers(
  client: pg.ClientBase,
  place: Place & { readonly workspaceId: string },
  { attemptId, rows }: Batch,
  answers: readonly RowAnswer[],
): Promise<Recorded> {
  await together(client, place);
  const said = rows.map((_, index): RowAnswer => answers[index] ?? { kind: 'unnamed' });
  const { rows: written } = await client.query<{ kind: RowAnswer['kind']; last_known: number | null }>(
    RECORD,
    [
      ...[place.connectionId, place.world, attemptId],
      textArray(rows.map(({ sku }) => sku)),
      textArray(rows.map(({ row }) => row.warehouse)),
      textArray(rows.map(({ item }) => item)),
      textArray(rows.map(({ day }) => day)),
      textArray(said.map(({ kind }) => kind)),
      WAITS,
      textArray(said.map(noteOf)),
    ],
  );
  const accepted = written.filter(({ kind }) => kind === 'accepted');
  await tellHeld(
    client,
    place,
    rows.filter((_, index) => said[index]?.kind === 'accepted'),
  );
  return {
    acknowledged: accepted.length,
    zeroed: accepted.filter((row) => row.last_known === 0).length,
    refused: written.length - accepted.length,
  };
}

function noteOf(answer: RowAnswer): string {
  if (answer.kind === 'accepted') return answer.logId;
  return answer.kind === 'refused' ? answer.reason : UNNAMED;
}

/** The request has not left, or JOOR has certainly not taken it: all is as it was before the claim. */
export async function undoClaim(
  client: pg.ClientBase | pg.Pool,
  { attemptId }: Pick<Batch, 'attemptId'>,
): Promise<void> {
  await client.query(
    `update listings set acknowledged = held_before, held_before = null, sending = null, attempt_id = null,
       sending_until = null
     where attempt_id = $1`,
    [attemptId],
  );
}
