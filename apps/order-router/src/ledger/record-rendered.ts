import type pg from 'pg';
import { type Entry, orderId } from './entry.js';

/**
 * Records the exact body of orders that test mode only renders. Written before the order itself: a body without
 * its order is harmless, the other way round it would be lost with the process.
 */
export async function recordRendered(pool: pg.Pool, entries: readonly Entry[]): Promise<void> {
  for (const entry of entries) {
    if (entry.start?.state !== 'would-deliver') continue;
    const { connectionId, revision } = entry.event;
    const settingsVersion = entry.decision?.settingsVersion ?? 0;
    await pool.query(
      `insert into attempts (connection_id, order_id, attempt_id, revision, settings_version, answer, started_at,
         duration_ms, method, url, request_headers, request_body, response_body)
       values ($1, $2, $3, $4, $6, 'would-deliver', now(), 0, 'POST', '', '{}', $5, '')
       on conflict do nothing`,
      [
        connectionId,
        orderId(entry),
        `rendered-${revision}-${settingsVersion}`,
        revision,
        entry.start.body,
        settingsVersion,
      ],
    );
  }
}
