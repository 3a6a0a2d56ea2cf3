/** A record on its way to a topic. */
export interface OutboundRecord {
  readonly key: string;
  /** CloudEvents type; also names the contract on the other side. */
  readonly type: string;
  /** The event, or null for a tombstone. */
  readonly value: object | null;
  /** CloudEvents subject, e.g. the order id. */
  readonly subject?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A record that was read and checked, with its answer still open. */
export interface Received<E> {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string;
  /** Let go when the handler's promise resolves: what is needed for longer has to be kept by the handler. */
  readonly event: E;
  /** The value's bytes as they came. */
  readonly bytes: Buffer;
  /** Broker time in epoch milliseconds. */
  readonly timestamp: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The record is dealt with for good: its offset may be committed. */
  ack(): void;
  /** The record could not be dealt with; the failure's kind decides what happens. */
  nack(failure: unknown): void;
}
