import { randomBytes } from 'node:crypto';
import { notFound } from '@joor-bridge/service-kit';

const PREFIXES = { workspace: 'wsp', connection: 'con' } as const;
type Kind = keyof typeof PREFIXES;

/** A new id, e.g. `con_1f0a…`: 80 random bits, so it cannot be guessed either. */
export const newId = (kind: Kind): string => `${PREFIXES[kind]}_${randomBytes(10).toString('hex')}`;

/** The id if it can be one; anything else cannot exist. @throws 404 */
export function readId(kind: Kind, text: string): string {
  if (new RegExp(`^${PREFIXES[kind]}_[0-9a-f]{20}$`).test(text)) return text;
  throw notFound(kind);
}
