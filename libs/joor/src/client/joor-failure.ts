/**
 * Why JOOR gave no usable answer, in the words of what can be done about it:
 * `unauthorized` new credentials; `throttled` wait; `unavailable` try again later (5xx, timeout, no
 * connection); `malformed` an answer that is not what it should be; `refused` JOOR's own error code or a 4xx.
 */
export type JoorFailureKind = 'unauthorized' | 'throttled' | 'unavailable' | 'malformed' | 'refused';

/** A request to JOOR that failed. Its message is for a person and holds no secret. */
export class JoorFailure extends Error {
  override readonly name = 'JoorFailure';
  /** With `throttled`: what JOOR asks to wait, or null when it doesn't say. */
  readonly retryAfterMs: number | null;
  /** Of the HTTP answer, where there was one that failed. */
  readonly status: number | null;

  constructor(
    readonly kind: JoorFailureKind,
    message: string,
    more: {
      readonly retryAfterMs?: number | null;
      readonly status?: number | null;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: more.cause });
    this.retryAfterMs = more.retryAfterMs ?? null;
    this.status = more.status ?? null;
  }

  /** Of a write: whether it may have had its effect all the same. Look before it is made again. */
  get effectUnknown(): boolean {
    return this.kind === 'unavailable' || this.kind === 'malformed';
  }
}
