/** A JSON object with its keys in snake_case, as JOOR documents them. */
export type Fields = Readonly<Record<string, unknown>>;

/** Deeper than any record of JOOR's. */
const MAX_DEPTH = 8;

/** JOOR's error details echo some keys in camelCase (`externalId`); all become what they were sent as. */
export function snakeKeys(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) return value.map((part) => snakeKeys(part, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [snakeCase(key), snakeKeys(part, depth + 1)]),
  );
}

const snakeCase = (key: string): string =>
  key.replaceAll(/[a-z\d][A-Z]/g, ([a = '', b = '']) => `${a}_${b.toLowerCase()}`);

export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** The text or number under a path, trimmed; `""` for anything else. Ids come as either. */
export function textAt(fields: Fields, ...path: readonly string[]): string {
  let value: unknown = fields;
  for (const name of path) value = fieldsOf(value)[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

/** The first of several fields that holds something. */
export const firstText = (fields: Fields, ...names: readonly string[]): string =>
  names.map((name) => textAt(fields, name)).find((text) => text !== '') ?? '';

/** A list, the only one of a list, or none. */
export function listAt(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name];
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value : [value];
}

/** The object without what is undefined: JOOR v4 refuses fields that it doesn't know, and null where it wants text. */
export const filled = (body: Readonly<Record<string, unknown>>): Fields =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
