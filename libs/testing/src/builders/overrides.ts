/** Any part of a value, at any depth; lists and nulls replace what is there. */
export type Overrides<T> = {
  [K in keyof T]?: T[K] extends readonly unknown[] ? T[K] : T[K] extends object ? Overrides<T[K]> : T[K];
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value with the overrides laid over it. Neither is changed. */
export function overlay<T extends object>(value: T, overrides: Overrides<T>): T {
  const merged = Object.fromEntries(Object.entries(value));
  for (const [key, over] of Object.entries(overrides)) {
    const under = merged[key];
    merged[key] = isRecord(over) && isRecord(under) ? overlay(under, over) : over;
  }
  return merged as T;
}
