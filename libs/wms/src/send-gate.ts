import { inParallel } from './in-parallel.js';

/**
 * What `beforeSend` says during one call of `deliver`. Once it has thrown, nothing more is begun; the orders that
 * it kept back have null for an answer, and those that were sent before keep theirs.
 */
export class SendGate {
  private readonly stops: unknown[] = [];
  private passed = false;

  constructor(private readonly beforeSend: (() => void) | undefined) {}

  /** To be called immediately before a request is written. @throws what `beforeSend` throws */
  readonly pass = (): void => {
    try {
      this.beforeSend?.();
    } catch (error) {
      this.stops.push(error);
      throw error;
    }
    this.passed = true;
  };

  /** Sends each item, at most `limit` at once; null for what was stopped. @throws what `send` throws of itself */
  each<T, R>(items: readonly T[], limit: number, send: (item: T) => Promise<R>): Promise<(R | null)[]> {
    return inParallel(items, limit, async (item) => {
      if (this.stops.length > 0) return null;
      try {
        return await send(item);
      } catch (error) {
        if (this.stops.includes(error)) return null;
        throw error;
      }
    });
  }

  /** @throws what `beforeSend` threw, when not a single request was written */
  finish(): void {
    if (this.stops.length > 0 && !this.passed) throw this.stops[0];
  }
}
