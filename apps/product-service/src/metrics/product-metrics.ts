import { CREDITS } from '@joor-bridge/joor';
import type { Metrics } from '@joor-bridge/service-kit';

/** How planning a run ended: it goes out, waits for approval, ended with a sentence, or is planned again later. */
export type PlanningResult = 'running' | 'waiting-for-approval' | 'failed' | 'put-off';

/** What the service counts of what goes out to JOOR. */
export interface ProductMetrics {
  planned(result: PlanningResult): void;
  /** A request to JOOR that is about to leave. */
  spent(credits: number): void;
  /** Turns of styles; `queued`: it is tried again. */
  settled(state: 'applied' | 'refused' | 'queued', styles: number): void;
}

/** The counters as `/metrics` shows them. */
export function productMetrics(metrics: Pick<Metrics, 'counter'>): ProductMetrics {
  const runs = metrics.counter('products_runs_total', 'Runs of products, by how their planning ended.', [
    'result',
  ]);
  const calls = metrics.counter('products_joor_calls_total', 'Requests to JOOR for products, by kind.', [
    'kind',
  ]);
  const credits = metrics.counter(
    'products_joor_credits_total',
    "Credits of JOOR's request limit spent for products.",
    [],
  );
  const styles = metrics.counter('products_styles_total', 'Turns of styles at JOOR, by how they ended.', [
    'result',
  ]);
  return {
    planned: (result) => runs.inc({ result }),
    spent: (count) => {
      calls.inc({ kind: count === CREDITS.write ? 'write' : 'read' });
      credits.inc(count);
    },
    settled: (result, count) => styles.inc({ result }, count),
  };
}
