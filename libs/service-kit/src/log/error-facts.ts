import pino from 'pino';

/** What database errors carry of a statement and its values, where secrets and customers' data travel. */
const OF_STATEMENTS = new Set(['query', 'parameters']);
/** PostgreSQL repeats values of rows in these. */
const OF_ROWS = new Set(['detail', 'where', 'internalQuery']);
const HIDDEN = '[secret]';
const MAX_DEPTH = 6;

/** An error for the log: type, message and stack with those of its causes, its facts, and no value of a statement. */
export function errorFacts(error: unknown): unknown {
  return error instanceof Error ? withoutValues(pino.stdSerializers.err(error)) : error;
}

function withoutValues(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  if (depth > MAX_DEPTH) return undefined;
  if (Array.isArray(value)) return value.map((item) => withoutValues(item, depth + 1));
  const isOfPostgres = 'severity' in value;
  const facts: Record<string, unknown> = {};
  // Type, message and stack of a serialised error may be inherited.
  for (const key in value) {
    const hidden = OF_STATEMENTS.has(key) || (isOfPostgres && OF_ROWS.has(key));
    const fact: unknown = Reflect.get(value, key);
    if (fact !== undefined) facts[key] = hidden ? HIDDEN : withoutValues(fact, depth + 1);
  }
  return facts;
}
