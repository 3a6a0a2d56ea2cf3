import { Metrics } from '@joor-bridge/service-kit';
import { publishMetrics } from './publish-metrics.js';

test('rows, runs, requests and credits are counted by what became of them', async () => {
  const metrics = new Metrics('inventory-service');
  const counts = publishMetrics(metrics);
  counts.answered({ acknowledged: 7, refused: 2 });
  counts.answered({ acknowledged: 1, refused: 0 });
  counts.inDoubt(40);
  counts.spent({ requests: 2, credits: 10 });
  counts.ended('done');
  counts.ended('done');
  counts.ended('waiting');
  const text = await metrics.registry.metrics();
  for (const line of [
    'inventory_rows_total{what="sent",service="inventory-service"} 8',
    'inventory_rows_total{what="refused",service="inventory-service"} 2',
    'inventory_rows_total{what="in-doubt",service="inventory-service"} 40',
    'inventory_runs_total{result="done",service="inventory-service"} 2',
    'inventory_runs_total{result="waiting",service="inventory-service"} 1',
    'inventory_joor_requests_total{service="inventory-service"} 2',
    'inventory_joor_credits_total{service="inventory-service"} 10',
  ]) {
    expect(text).toContain(line);
  }
});
