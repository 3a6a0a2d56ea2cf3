import type { OrderOutcome } from '@joor-bridge/contracts';
import { RetryLater } from '@joor-bridge/messaging';
import type pg from 'pg';
import type { Job } from '../deliver/job.js';
import { type Finished, ResultWriter } from '../deliver/result-writer.js';
import { KillPoints } from '../kill-points.js';
import { OutcomePublisher } from '../outcomes/outcome-publisher.js';
import { aJob, aResult } from './answers.js';
import { anEvent } from './orders.js';

/** A pool that answers `record-results` with what the test says and notes everything it is asked. */
class FakePool {
  readonly asked: string[] = [];
  readonly outbox: OrderOutcome[] = [];
  /** Attempts whose claim still holds, and whether a newer revision came. */
  readonly held = new Map<string, boolean>();
  failures = 0;
  /** Whether a statement with this in its values fails for good. */
  refuses: ((text: string) => boolean) | null = null;
  started = 0;
  gate: Promise<void> = Promise.resolve();

  async query(query: string | { name?: string; values?: Buffer[] }, values?: string[][]) {
    if (typeof query === 'string') {
      if (query.includes('insert into outbox')) {
        for (const payload of values?.[3] ?? []) this.outbox.push(JSON.parse(payload));
        this.asked.push(`outbox ${values?.[3]?.length}`);
      } else this.asked.push(query);
      return { rows: [], rowCount: 0 };
    }
    this.started += 1;
    await this.gate;
    if (this.failures > 0) {
      this.failures -= 1;
      this.asked.push('failure');
      throw new RetryLater('the database is down');
    }
    const text = Buffer.concat(query.values ?? []).toString();
    if (this.refuses?.(text)) {
      this.asked.push(`refused ${query.values?.[0]?.readInt32BE(12)}`);
      throw new Error('value out of range');
    }
    this.asked.push(`${query.name} ${query.values?.[0]?.readInt32BE(12)}`);
    return { rows: [...this.held], rowCount: this.held.size };
  }

  async connect() {
    return { query: (query: string, values?: string[][]) => this.query(query, values), release: () => {} };
  }
}

/** A result writer before such a pool, and everything that comes of it. */
export function resultStage() {
  const pool = new FakePool();
  const published: OrderOutcome[] = [];
  const publisher = new OutcomePublisher({
    publish: async (_topic, records) => {
      published.push(...records.map(({ value }) => value as OrderOutcome));
    },
  });
  const errors: unknown[] = [];
  const superseded: Finished[] = [];
  const hooks = { supersede: async () => {} };
  const writer = new ResultWriter(pool as unknown as pg.Pool, publisher, new KillPoints(null), {
    superseded: async (finished) => {
      await hooks.supersede();
      superseded.push(finished);
      return undefined;
    },
    failed: (error) => void errors.push(error),
  });
  const add = (
    orderId: string,
    { job = {}, fate = {}, result = {}, held = true, newer = false }: Given = {},
  ) => {
    const made = aJob(job, anEvent({ orderId }));
    if (held) pool.held.set(made.attemptId, newer);
    writer.add(made, aResult(made, fate, result));
    return made;
  };
  const idle = async () => {
    await writer.idle();
    await publisher.idle();
  };
  return { pool, published, errors, superseded, hooks, add, idle };
}

interface Given {
  readonly job?: Partial<Job>;
  readonly fate?: Parameters<typeof aResult>[1];
  readonly result?: Parameters<typeof aResult>[2];
  readonly held?: boolean;
  readonly newer?: boolean;
}
