import type { Metrics } from '@joor-bridge/service-kit';
import type { Health } from '../schedule/poll-results.js';
import type { Tally } from './tally.js';

/** What a poller counts. */
export interface PollMetrics {
  polled(result: Health): void;
  took(page: Tally): void;
}

/** The counters as `/metrics` shows them. */
export function pollMetrics(metrics: Pick<Metrics, 'counter'>): PollMetrics {
  const polls = metrics.counter('joor_polls_total', 'Polls of a connection, by how they ended.', ['result']);
  const records = metrics.counter('joor_records_total', 'Records that JOOR listed, by what became of them.', [
    'what',
  ]);
  return {
    polled: (result) => polls.inc({ result }),
    took: ({ seen, published, unreadable }) => {
      records.inc({ what: 'published' }, published);
      records.inc({ what: 'unreadable' }, unreadable);
      records.inc({ what: 'unchanged' }, seen - published - unreadable);
    },
  };
}
