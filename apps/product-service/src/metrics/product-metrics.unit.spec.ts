import { CREDITS } from '@joor-bridge/joor';
import { Metrics } from '@joor-bridge/service-kit';
import { productMetrics } from './product-metrics.js';

test('runs are counted by how their planning ended, requests with their credits, styles by their turns', async () => {
  const metrics = new Metrics('product-service');
  const counts = productMetrics(metrics);
  counts.planned('running');
  counts.planned('waiting-for-approval');
  counts.planned('running');
  for (const credits of [CREDITS.read, CREDITS.read, CREDITS.write]) counts.spent(credits);
  counts.settled('applied', 40);
  counts.settled('refused', 2);
  const text = await metrics.registry.metrics();
  for (const line of [
    'products_runs_total{result="running",service="product-service"} 2',
    'products_runs_total{result="waiting-for-approval",service="product-service"} 1',
    'products_joor_calls_total{kind="read",service="product-service"} 2',
    'products_joor_calls_total{kind="write",service="product-service"} 1',
    'products_joor_credits_total{service="product-service"} 7',
    'products_styles_total{result="applied",service="product-service"} 40',
    'products_styles_total{result="refused",service="product-service"} 2',
  ]) {
    expect(text).toContain(line);
  }
});
