import {
  type ConnectionSnapshot,
  type CredentialSlot,
  faults,
  GenericCredentials,
  type JoorCredentials,
  JoorPasswordGrant,
  JoorStaticToken,
  SkubanaCredentials,
  type WmsCredentials,
} from '@joor-bridge/contracts';

const SCHEMAS = {
  'joor-token': JoorStaticToken,
  'joor-password': JoorPasswordGrant,
  generic: GenericCredentials,
  skubana: SkubanaCredentials,
};

const isKind = (kind: unknown): kind is keyof typeof SCHEMAS => typeof kind === 'string' && kind in SCHEMAS;

/** Which kinds of credentials a slot takes; those of a WMS are its system's. */
export const kindsFor = (slot: CredentialSlot, system: string): readonly string[] =>
  slot.startsWith('joor.') ? ['joor-token', 'joor-password'] : [system];

/**
 * Reads opened credentials. @throws when they are not what the slot takes, without repeating them
 */
export function readCredentials(
  snapshot: Pick<ConnectionSnapshot, 'connectionId' | 'destination'>,
  slot: CredentialSlot,
  text: string,
): JoorCredentials | WmsCredentials {
  const value: unknown = JSON.parse(text);
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  const takes = kindsFor(slot, snapshot.destination.system);
  if (!isKind(kind) || !takes.includes(kind) || faults(SCHEMAS[kind], value).length > 0) {
    throw new Error(
      `The credentials ${slot} of connection ${snapshot.connectionId} are not of kind ${takes.join(' or ')}. Store them again.`,
    );
  }
  return value as JoorCredentials | WmsCredentials;
}
