import type { Cluster } from '../bus/cluster.js';
import { SILENT } from '../bus/log.js';
import type { WireRecord } from '../bus/wire-record.js';

/** A cluster that keeps what is published to it, with nothing to read from; the client underneath is missing. */
export interface FakeCluster extends Cluster {
  readonly published: { topic: string; records: readonly WireRecord[] }[];
  /** Publishing to this topic fails. */
  broken: string | undefined;
}

export function fakeCluster(kafka: object = {}): FakeCluster {
  const cluster: FakeCluster = {
    kafka: kafka as Cluster['kafka'],
    clientId: 'test',
    log: SILENT,
    published: [],
    broken: undefined,
    nameOf: (name) => `x-${name}`,
    publishAsIs: async (topic, records) => {
      if (topic === cluster.broken) throw new Error('broker is away');
      cluster.published.push({ topic, records });
    },
  };
  return cluster;
}
