import type { TSchema } from '@sinclair/typebox';
import { Value, type ValueError, ValueErrorType } from '@sinclair/typebox/value';

/** What is wrong with one place of a value, in words for the person who gave it. */
export interface Fault {
  /** Dotted place within the value; blank for the value itself. */
  readonly field: string;
  readonly message: string;
}

/**
 * Everything that is wrong with a value under a schema; empty when it fits. For values of people: where a
 * schema is a choice, the message lists the options. Never repeats the value.
 */
export function faults(schema: TSchema, value: unknown): Fault[] {
  const found = [...Value.Errors(schema, value)].map(({ path, ...error }) => ({
    field: path.slice(1).replaceAll('/', '.'),
    message: sentence({ path, ...error }),
  }));
  const first = new Map<string, Fault>();
  for (const fault of found) if (!first.has(fault.field)) first.set(fault.field, fault);
  return [...first.values()];
}

function sentence(error: ValueError): string {
  if (error.type === ValueErrorType.ObjectAdditionalProperties) return 'is not a known field';
  if (error.type === ValueErrorType.ObjectRequiredProperty) return 'is required';
  const options = literalOptions(error.schema);
  if (options) return `must be one of: ${options.map((option) => JSON.stringify(option)).join(', ')}`;
  if (error.type === ValueErrorType.StringFormat) return FORMATS[error.schema.format] ?? error.message;
  return error.message.replace(/^Expected/, 'must be');
}

const FORMATS: Readonly<Record<string, string>> = {
  date: 'must be a calendar day, as in 2026-01-31',
  instant: 'must be a UTC instant, as in 2026-01-31T09:30:00Z',
  decimal: 'must be a decimal number as text, as in "12.50"',
};

function literalOptions(schema: TSchema): unknown[] | null {
  if ('const' in schema) return [schema.const];
  const members: unknown = schema.anyOf;
  if (!Array.isArray(members)) return null;
  const constants = members.map((member: TSchema) => ('const' in member ? [member.const] : null));
  return constants.every((constant) => constant !== null) ? constants.flat() : null;
}
