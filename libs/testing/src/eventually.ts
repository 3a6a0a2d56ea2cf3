export interface EventuallyOptions {
  /** Longest to wait, in milliseconds. Default 10 000. */
  readonly timeoutMs?: number;
  /** Time between looks, in milliseconds. Default 20. */
  readonly everyMs?: number;
}

/**
 * Looks until the condition gives something other than `false`, `null` or `undefined`, and gives that back.
 * A condition that throws counts as not yet, so assertions can be used as conditions.
 * The one place where a test waits.
 * @throws Error after the time, with what the condition last said
 */
export async function eventually<T>(
  condition: () => T | Promise<T>,
  { timeoutMs = 10_000, everyMs = 20 }: EventuallyOptions = {},
): Promise<Exclude<T, false | null | undefined>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const look = await lookAt(condition);
    if (look.held) return look.value;
    if (Date.now() >= deadline) {
      throw new Error(`Not within ${timeoutMs} ms: ${look.last}`, { cause: look.cause });
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

type Look<T> =
  | { readonly held: true; readonly value: Exclude<T, false | null | undefined> }
  | { readonly held: false; readonly last: string; readonly cause?: unknown };

async function lookAt<T>(condition: () => T | Promise<T>): Promise<Look<T>> {
  try {
    const value = await condition();
    if (holds(value)) return { held: true, value };
    return { held: false, last: `the condition was ${String(value)}` };
  } catch (error) {
    return { held: false, last: error instanceof Error ? error.message : String(error), cause: error };
  }
}

const holds = <T>(value: T): value is Exclude<T, false | null | undefined> =>
  value !== false && value !== null && value !== undefined;
