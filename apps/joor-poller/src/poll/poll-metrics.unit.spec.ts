import { Metrics } from '@joor-bridge/service-kit';
import { pollMetrics } from './poll-metrics.js';

test('polls are counted by how they ended, records by what became of them', async () => {
  const metrics = new Metrics('joor-poller');
  const counts = pollMetrics(metrics);
  counts.polled('ok');
  counts.polled('ok');
  counts.polled('unauthorized');
  counts.took({ pages: 1, seen: 50, published: 7, unreadable: 2 });
  const text = await metrics.registry.metrics();
  for (const line of [
    'joor_polls_total{result="ok",service="joor-poller"} 2',
    'joor_polls_total{result="unauthorized",service="joor-poller"} 1',
    'joor_records_total{what="published",service="joor-poller"} 7',
    'joor_records_total{what="unreadable",service="joor-poller"} 2',
    'joor_records_total{what="unchanged",service="joor-poller"} 41',
  ]) {
    expect(text).toContain(line);
  }
});
