import type { Static, TObject } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { Link } from './connector.js';

/** Options that a connector cannot work with; the message names the option. */
export class InvalidOptions extends Error {
  override readonly name = 'InvalidOptions';
}

/** The connection's options with the declared defaults filled in. @throws InvalidOptions */
export function readOptions<S extends TObject>(schema: S, options: Link['options']): Static<S> {
  const filled = Value.Default(schema, { ...options });
  if (Value.Check(schema, filled)) return filled;
  const fault = Value.Errors(schema, filled).First();
  throw new InvalidOptions(`destination option ${fault?.path.slice(1) ?? ''}: ${fault?.message ?? 'unfit'}`);
}
