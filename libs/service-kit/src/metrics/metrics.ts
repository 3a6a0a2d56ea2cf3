import { collectDefaultMetrics, Registry } from 'prom-client';

/** The service's metrics. Components register theirs here; also the injection token. */
export class Metrics {
  readonly registry = new Registry();

  constructor(service: string) {
    this.registry.setDefaultLabels({ service });
    collectDefaultMetrics({ register: this.registry });
  }
}
