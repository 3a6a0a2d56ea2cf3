import type { Received } from '../record.js';
import type { InFlight } from './in-flight.js';

/** Gets a delivery's answer; the first one counts. */
export interface Answers {
  acked(delivery: Delivery): void;
  failed(delivery: Delivery, failure: unknown): void;
}

const EMPTY = Buffer.alloc(0);

/** A record in one attempt at a handler. Another attempt is another delivery, so a late answer meets nobody. */
export class Delivery implements Received<unknown> {
  /** No longer waiting for an answer. */
  settled = false;
  private texts: Readonly<Record<string, string>> | undefined;

  constructor(
    readonly record: InFlight,
    readonly topic: string,
    public event: unknown,
    private readonly answers: Answers,
  ) {}

  get partition(): number {
    return this.record.home.partition;
  }

  get offset(): bigint {
    return BigInt(this.record.slot.offset);
  }

  get key(): string {
    return this.record.key;
  }

  get bytes(): Buffer {
    return this.record.message.value ?? EMPTY;
  }

  get timestamp(): number {
    return Number(this.record.message.timestamp);
  }

  get headers(): Readonly<Record<string, string>> {
    this.texts ??= textsOf(this.record.message.headers);
    return this.texts;
  }

  /** The handler has what it needs: only the answer is still open, perhaps for long. */
  letGo(): void {
    this.event = undefined;
  }

  ack(): void {
    this.answers.acked(this);
  }

  nack(failure: unknown): void {
    this.answers.failed(this, failure);
  }
}

/** Headers as text; of a repeated one the last counts. */
export function textsOf(headers: InFlight['message']['headers']): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined) texts[name] = last.toString();
  }
  return texts;
}
