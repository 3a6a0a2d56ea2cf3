import type { Static, TSchema } from '@sinclair/typebox';
import { TypeCompiler, type ValueError } from '@sinclair/typebox/compiler';
import { Malformed } from './malformed.js';

/** Largest event value accepted, in bytes: the broker's usual message limit. */
export const MAX_EVENT_BYTES = 1_000_000;

/** One type of event: how it is named on the wire, checked and read. */
export interface EventContract<T> {
  /** CloudEvents `ce_type`; its major version is the last part, as in `joor.order.revised.v1`. */
  readonly type: string;
  readonly schema: TSchema;
  readonly description: string;
  /**
   * Reads a record's value.
   * @throws Malformed with the place and the reason, never with the value.
   */
  decode(value: Buffer | null): T;
  /** Checks a value that was read from elsewhere, e.g. a row. @throws Malformed */
  parse(value: unknown): T;
}

export function eventContract<S extends TSchema>({
  completed = (value) => value,
  ...named
}: {
  type: string;
  description: string;
  schema: S;
  /** Fills in what an older version did not write yet, before the value is checked. Must not change its argument. */
  completed?: (value: unknown) => unknown;
}): EventContract<Static<S>> {
  const compiled = TypeCompiler.Compile(named.schema);
  const parse = (value: unknown): Static<S> => {
    const whole = completed(value);
    if (compiled.Check(whole)) return whole;
    throw new Malformed(`${named.type}: ${place(compiled.Errors(whole).First())}`);
  };
  const decode = (value: Buffer | null) => parse(readJson(named.type, value));
  return { ...named, decode, parse };
}

function readJson(type: string, value: Buffer | null): unknown {
  if (value === null) throw new Malformed(`${type}: the record has no value`);
  if (value.length > MAX_EVENT_BYTES) {
    throw new Malformed(`${type}: ${value.length} bytes, more than the ${MAX_EVENT_BYTES} allowed`);
  }
  try {
    return JSON.parse(value.toString('utf8'));
  } catch (error) {
    throw new Malformed(`${type}: not JSON (${error instanceof Error ? error.name : 'unreadable'})`);
  }
}

function place(error: ValueError | undefined): string {
  return error ? `${error.path || '/'}: ${error.message}` : 'does not fit its schema';
}
