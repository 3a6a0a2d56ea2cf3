import type { TSchema } from '@sinclair/typebox';

export const AT = '2026-01-01T00:00:00Z';
const FORMATS: Readonly<Record<string, string>> = { instant: AT, date: '2026-01-31', decimal: '1.00' };

/** The least that fits a schema: blank texts, no list items, the first of what may be chosen. */
export function least(schema: TSchema): unknown {
  if (schema.properties) {
    const fields: [string, TSchema][] = Object.entries(schema.properties);
    return Object.fromEntries(fields.map(([name, field]) => [name, least(field)]));
  }
  if (schema.anyOf) return least(schema.anyOf[0]);
  if ('const' in schema) return schema.const;
  if (schema.type === 'string') return FORMATS[schema.format] ?? 'x'.repeat(schema.minLength ?? 0);
  return { array: [], integer: 1, boolean: false }[String(schema.type)];
}

/** Reads a good value with a change, as it would come from a topic. */
export const over = (decode: (value: Buffer) => unknown, good: object) => (change: object) =>
  decode(Buffer.from(JSON.stringify({ ...good, ...change })));
