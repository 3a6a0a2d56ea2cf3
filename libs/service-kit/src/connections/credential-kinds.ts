import {
  type CredentialSlot,
  JoorPasswordGrant,
  JoorStaticToken,
  type WmsSystem,
} from '@joor-bridge/contracts';
import { type Connector, connectors } from '@joor-bridge/wms';

type Schema = Connector['credentials'];

/** Schemas of credentials by their `kind`. */
export type CredentialKinds = Readonly<Record<string, Schema>>;

const JOOR_KINDS: CredentialKinds = { 'joor-token': JoorStaticToken, 'joor-password': JoorPasswordGrant };

/** Those of a WMS are its connector's, and are called like its system. */
const WMS_KINDS: CredentialKinds = Object.fromEntries(
  Object.values(connectors).map(({ system, credentials }) => [system, credentials]),
);

/** Every kind of credentials that there is. */
export const credentialKinds: CredentialKinds = { ...JOOR_KINDS, ...WMS_KINDS };

/** The kinds that a slot of a connection to that system takes. */
export const kindsFor = (slot: CredentialSlot, system: WmsSystem): CredentialKinds =>
  slot.startsWith('joor.') ? JOOR_KINDS : { [system]: connectors[system].credentials };

/** The schema of a value's `kind` among these; undefined for what is none of them. */
export function schemaOf(kinds: CredentialKinds, value: unknown): Schema | undefined {
  const kind: unknown = Reflect.get(Object(value), 'kind');
  return typeof kind === 'string' && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
}
