import {
  type ConnectionSnapshot,
  type CredentialSlot,
  faults,
  type JoorCredentials,
  type WmsCredentials,
} from '@joor-bridge/contracts';
import { kindsFor, schemaOf } from './credential-kinds.js';

/**
 * Reads opened credentials. @throws when they are not what the slot takes, without repeating them
 */
export function readCredentials(
  snapshot: Pick<ConnectionSnapshot, 'connectionId' | 'destination'>,
  slot: CredentialSlot,
  text: string,
): JoorCredentials | WmsCredentials {
  const value = parsed(text);
  const kinds = kindsFor(slot, snapshot.destination.system);
  const schema = schemaOf(kinds, value);
  if (!schema || faults(schema, value).length > 0) {
    throw new Error(
      `The credentials ${slot} of connection ${snapshot.connectionId} are not of kind ${Object.keys(kinds).join(' or ')}. Store them again.`,
    );
  }
  return value as JoorCredentials | WmsCredentials;
}

/** The parser's own error quotes the text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
