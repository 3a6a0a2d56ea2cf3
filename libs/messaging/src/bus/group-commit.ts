import type { WireRecord } from './wire-record.js';

export type Send = (batch: { topic: string; messages: WireRecord[] }[]) => Promise<void>;

interface Waiting {
  readonly topic: string;
  readonly records: readonly WireRecord[];
  readonly bytes: number;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** The client puts a request's records of one partition into one batch, and brokers take 1 MiB of those. */
export const MAX_REQUEST_BYTES = 900_000;

/**
 * One request in flight, everything that arrives meanwhile goes with the next: many small publishes cost the
 * round trips of few, and records of one key cannot overtake each other.
 */
export class GroupCommit {
  private waiting: Waiting[] = [];
  private draining = false;
  private drained: Promise<void> = Promise.resolve();

  constructor(
    private readonly send: Send,
    private readonly maxBytes = MAX_REQUEST_BYTES,
  ) {}

  /** Resolves when the cluster has all of them; rejects with the client's error, and then some may be there. */
  async add(topic: string, records: readonly WireRecord[]): Promise<void> {
    await Promise.all(this.pieces(records).map((piece) => this.enqueue(topic, piece.records, piece.bytes)));
  }

  /** Resolves when everything that was added before has its answer. */
  idle(): Promise<void> {
    return this.drained;
  }

  private enqueue(topic: string, records: readonly WireRecord[], bytes: number): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ topic, records, bytes, done, failed });
      if (this.draining) return;
      this.draining = true;
      this.drained = Promise.resolve().then(() => this.drain());
    });
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      const group = this.nextGroup();
      try {
        await this.send(byTopic(group));
        for (const { done } of group) done();
      } catch (error) {
        for (const { failed } of group) failed(error);
      }
    }
    this.draining = false;
  }

  private nextGroup(): Waiting[] {
    let bytes = 0;
    let count = 0;
    for (const entry of this.waiting) {
      bytes += entry.bytes;
      if (count > 0 && bytes > this.maxBytes) break;
      count += 1;
    }
    return this.waiting.splice(0, count);
  }

  private pieces(records: readonly WireRecord[]): { records: WireRecord[]; bytes: number }[] {
    const pieces: { records: WireRecord[]; bytes: number }[] = [];
    for (const record of records) {
      const last = pieces.at(-1);
      if (last && last.bytes + record.bytes <= this.maxBytes) {
        last.records.push(record);
        last.bytes += record.bytes;
      } else {
        pieces.push({ records: [record], bytes: record.bytes });
      }
    }
    return pieces;
  }
}

function byTopic(group: readonly Waiting[]): { topic: string; messages: WireRecord[] }[] {
  const topics = new Map<string, WireRecord[]>();
  for (const { topic, records } of group) {
    const messages = topics.get(topic);
    if (messages) for (const record of records) messages.push(record);
    else topics.set(topic, [...records]);
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }));
}
