export interface Effect {
  readonly externalId: string;
  readonly count: number;
}

export interface Verdict {
  readonly wanted: number;
  /** Effects at the WMS, doubled ones counted as often as they happened. */
  readonly effects: number;
  /** Wanted orders without an effect. */
  readonly lost: number;
  /** Effects beyond the first of their order, and effects of orders that nobody wanted. */
  readonly duplicates: number;
  /** Some of the orders that are wrong, for a person to look at. */
  readonly examples: readonly string[];
}

const MOST_EXAMPLES = 10;

/** Compares what should have happened at the WMS with what did. */
export function judge(wanted: ReadonlySet<string>, effects: readonly Effect[]): Verdict {
  const happened = new Set(effects.map(({ externalId }) => externalId));
  const missing = [...wanted].filter((id) => !happened.has(id));
  const doubled = effects.filter(({ count }) => count > 1);
  const unwanted = effects.filter(({ externalId }) => !wanted.has(externalId));
  const total = effects.reduce((sum, { count }) => sum + count, 0);
  const examples = [
    ...missing.map((id) => `${id} is missing`),
    ...doubled.map(({ externalId, count }) => `${externalId} happened ${count} times`),
    ...unwanted.map(({ externalId }) => `${externalId} was not wanted`),
  ];
  return {
    wanted: wanted.size,
    effects: total,
    lost: missing.length,
    duplicates: total - (wanted.size - missing.length),
    examples: examples.slice(0, MOST_EXAMPLES),
  };
}
