import {
  CREDENTIAL_SLOTS,
  type CredentialSlot,
  faults,
  type JoorCredentials,
  type WmsCredentials,
  type WmsSystem,
} from '@joor-bridge/contracts';
import { credentialKinds, invalid, kindsFor, notFound, schemaOf } from '@joor-bridge/service-kit';

/** @throws 404 for what is no slot */
export function readSlot(text: string): CredentialSlot {
  const slot = CREDENTIAL_SLOTS.find((one) => one === text);
  if (!slot) throw notFound(`credential slot; there are ${CREDENTIAL_SLOTS.join(', ')}`);
  return slot;
}

/** Credentials that a slot takes. @throws 422, without repeating any of it */
export function readNewCredentials(
  slot: CredentialSlot,
  system: WmsSystem,
  value: unknown,
): JoorCredentials | WmsCredentials {
  const kinds = kindsFor(slot, system);
  const schema = schemaOf(kinds, value);
  if (!schema) {
    const names = Object.keys(kinds).map((name) => JSON.stringify(name));
    throw invalid([{ field: 'kind', message: `must be one of: ${names.join(', ')}` }]);
  }
  const errors = faults(schema, value);
  if (errors.length > 0) throw invalid(errors);
  return value as JoorCredentials | WmsCredentials;
}

const SHOWN = 4;
/** Four characters of less than this would tell too much. */
const SHORTEST_SHOWN = 16;

/** The last characters of the secret that tells one set of credentials from another. */
export function endOf(credentials: JoorCredentials | WmsCredentials): string {
  const secret = tellingSecret(credentials);
  return secret.length < SHORTEST_SHOWN ? '' : secret.slice(-SHOWN);
}

/** The first secret or token that this kind must have, as its schema names them. */
function tellingSecret(credentials: JoorCredentials | WmsCredentials): string {
  const required: readonly string[] = schemaOf(credentialKinds, credentials)?.required ?? [];
  const name = required.find((one) => /(secret|token)$/i.test(one));
  return name === undefined ? '' : String(Reflect.get(credentials, name));
}
