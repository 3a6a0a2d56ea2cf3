import { z } from 'zod';
import { CommandFailed, EXIT } from '../program/exit-code.js';

const Row = z.record(z.string(), z.unknown());
export type Row = z.infer<typeof Row>;

/** A service's answer as an object. @throws CommandFailed */
export const readRow = (body: unknown, what: string): Row => read(Row, body, what);

/** A service's list, bare or as `items`. @throws CommandFailed */
export const readRows = (body: unknown, what: string): Row[] =>
  read(
    z.union([z.array(Row), z.object({ items: z.array(Row) }).transform(({ items }) => items)]),
    body,
    what,
  );

function read<T>(schema: z.ZodType<T>, body: unknown, what: string): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new CommandFailed(
    `${what} came in a shape that this joorctl does not know: use the joorctl of the same version.`,
    EXIT.refused,
  );
}

/** A field as text; blank when it is not there. Dots go into objects. */
export function field(row: Row, path: string): string {
  let value: unknown = row;
  for (const part of path.split('.')) {
    const { data } = Row.safeParse(value);
    value = data?.[part];
  }
  return asText(value);
}

/** A value as text: lists and objects as JSON, nothing as blank. */
export function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The first of the fields that says something. */
export const anyField = (row: Row, ...paths: readonly string[]): string =>
  paths.map((path) => field(row, path)).find((text) => text !== '') ?? '';

/** A field that is a list of texts; empty when it is not there. */
export function textsField(row: Row, name: string): string[] {
  const { data } = z.array(z.string()).safeParse(row[name]);
  return data ?? [];
}

/** A field that is a list of objects; empty when it is not there. */
export function listField(row: Row, name: string): Row[] {
  const { data } = z.array(Row).safeParse(row[name]);
  return data ?? [];
}
