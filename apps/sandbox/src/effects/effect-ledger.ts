import { hash } from 'node:crypto';

/** What one order has caused at one destination. `count` above 1 is a duplicate effect. */
export interface Effect {
  readonly externalId: string;
  count: number;
  readonly firstAt: number;
  lastAt: number;
  /** SHA-256 of the newest payload. */
  payloadHash: string;
}

export interface EffectTotals {
  /** Orders that had an effect. */
  readonly distinct: number;
  /** Effects. */
  readonly total: number;
  readonly duplicates: number;
}

/** Every effect that reached a destination, by external order id: losses and duplicates can be asserted. */
export class EffectLedger {
  private readonly byDestination = new Map<string, Map<string, Effect>>();

  constructor(private readonly now: () => number = Date.now) {}

  record(destination: string, externalId: string, payload: string): Effect {
    const effects = this.of(destination);
    const at = this.now();
    const payloadHash = hash('sha256', payload);
    const known = effects.get(externalId);
    if (known) {
      known.count++;
      known.lastAt = at;
      known.payloadHash = payloadHash;
      return known;
    }
    const effect = { externalId, count: 1, firstAt: at, lastAt: at, payloadHash };
    effects.set(externalId, effect);
    return effect;
  }

  private of(destination: string): Map<string, Effect> {
    let effects = this.byDestination.get(destination);
    if (!effects) {
      effects = new Map();
      this.byDestination.set(destination, effects);
    }
    return effects;
  }

  destinations(): readonly string[] {
    return [...this.byDestination.keys()].sort();
  }

  totals(destination?: string): EffectTotals {
    const effects = this.list(destination);
    const total = effects.reduce((sum, { count }) => sum + count, 0);
    return { distinct: effects.length, total, duplicates: total - effects.length };
  }

  /** In the order of the first effect. */
  list(destination?: string): readonly Effect[] {
    if (destination !== undefined) return [...(this.byDestination.get(destination)?.values() ?? [])];
    return [...this.byDestination.values()].flatMap((effects) => [...effects.values()]);
  }

  find(destination: string, externalId: string): Effect | undefined {
    return this.byDestination.get(destination)?.get(externalId);
  }

  clear(): void {
    this.byDestination.clear();
  }
}
