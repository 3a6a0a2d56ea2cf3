/** An event that is to reach a topic if, and only if, the surrounding transaction commits. */
export interface OutboxRow {
  /** Topic name, without the installation's prefix. */
  readonly topic: string;
  readonly key: string;
  /** CloudEvents type. */
  readonly type: string;
  /** The event, or null for a tombstone. */
  readonly value: object | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A row as the relay hands it on. `id` stays the same when it is published a second time. */
export interface PendingRow extends OutboxRow {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
}
