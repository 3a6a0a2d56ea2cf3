/**
 * Why a reading of a WMS ended early, in the words of what can be done about it: `unauthorized` new credentials;
 * `unavailable` try again later (429, 5xx, timeout, no connection); `malformed` an answer that is not what it
 * should be; `refused` an address or a request that the WMS does not take.
 */
export type PullFailureKind = 'unauthorized' | 'unavailable' | 'malformed' | 'refused';

/** A reading that did not come to its end: what was read until then says nothing about the rest. */
export class PullFailed extends Error {
  override readonly name = 'PullFailed';
  constructor(
    readonly kind: PullFailureKind,
    /** For a person; holds no secret. */
    message: string,
    /** What the WMS asks to wait, in milliseconds; null when it doesn't say. */
    readonly retryAfterMs: number | null = null,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}
