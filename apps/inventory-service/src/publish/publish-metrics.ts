import type { Metrics } from '@joor-bridge/service-kit';

/** How a run came to a stop; one that waits for approval may still go on. */
export type RunResult = 'done' | 'failed' | 'held' | 'waiting';

/** What publishing counts. */
export interface PublishMetrics {
  /** Rows that JOOR has answered for. */
  answered(rows: { readonly acknowledged: number; readonly refused: number }): void;
  /** Rows of a request without a usable answer. */
  inDoubt(rows: number): void;
  spent(cost: { readonly requests: number; readonly credits: number }): void;
  ended(result: RunResult): void;
}

/** The counters as `/metrics` shows them. */
export function publishMetrics(metrics: Pick<Metrics, 'counter'>): PublishMetrics {
  const rows = metrics.counter('inventory_rows_total', 'Rows of stock to JOOR, by what became of them.', [
    'what',
  ]);
  const runs = metrics.counter('inventory_runs_total', 'Publications, by how they came to a stop.', [
    'result',
  ]);
  const requests = metrics.counter('inventory_joor_requests_total', 'Requests with stock to JOOR.', []);
  const credits = metrics.counter('inventory_joor_credits_total', "JOOR's credits that they cost.", []);
  return {
    answered: ({ acknowledged, refused }) => {
      rows.inc({ what: 'sent' }, acknowledged);
      rows.inc({ what: 'refused' }, refused);
    },
    inDoubt: (count) => rows.inc({ what: 'in-doubt' }, count),
    spent: (cost) => {
      requests.inc(cost.requests);
      credits.inc(cost.credits);
    },
    ended: (result) => runs.inc({ result }),
  };
}
