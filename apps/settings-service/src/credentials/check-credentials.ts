import {
  CREDENTIAL_SLOTS,
  type CredentialSlot,
  faults,
  type JoorCredentials,
  JoorPasswordGrant,
  JoorStaticToken,
  type WmsCredentials,
  type WmsSystem,
} from '@joor-bridge/contracts';
import { invalid, notFound } from '@joor-bridge/service-kit';
import { connectors } from '@joor-bridge/wms';

const JOOR_KINDS = { 'joor-token': JoorStaticToken, 'joor-password': JoorPasswordGrant };

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
  const kinds = slot.startsWith('joor.') ? JOOR_KINDS : { [system]: connectors[system].credentials };
  const kind: unknown = Reflect.get(Object(value), 'kind');
  const schema = Object.entries(kinds).find(([name]) => name === kind)?.[1];
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

function tellingSecret(credentials: JoorCredentials | WmsCredentials): string {
  switch (credentials.kind) {
    case 'joor-token':
      return credentials.token;
    case 'joor-password':
      return credentials.clientSecret;
    case 'generic':
      return credentials.signingSecret;
    case 'skubana':
      return credentials.accessToken;
  }
}
