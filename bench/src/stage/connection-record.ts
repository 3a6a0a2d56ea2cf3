import {
  type ConnectionSnapshot,
  type CredentialSlot,
  connectionChanged,
  type JoorCredentials,
  type WmsCredentials,
} from '@joor-bridge/contracts';
import type { OutboundRecord } from '@joor-bridge/messaging';
import { DEMO_SIGNING_SECRET } from '@joor-bridge/sandbox';
import { type KeyRing, SecretBox } from '@joor-bridge/service-kit';
import { aConnectionSnapshot, type Overrides } from '@joor-bridge/testing';

export type Secrets = Partial<Record<CredentialSlot, JoorCredentials | WmsCredentials>>;

/** What the sandbox's generic WMSs want, in both worlds. */
export const GENERIC_SECRETS: Secrets = {
  'wms.production': { kind: 'generic', signingSecret: DEMO_SIGNING_SECRET },
  'wms.sandbox': { kind: 'generic', signingSecret: DEMO_SIGNING_SECRET },
};

/** A connection as its topic holds it: enabled, to a generic WMS, default settings, secrets sealed. */
export function connectionRecord(
  keyRing: KeyRing,
  overrides: Overrides<ConnectionSnapshot>,
  secrets: Secrets = GENERIC_SECRETS,
): OutboundRecord & { readonly value: ConnectionSnapshot } {
  const box = new SecretBox(keyRing);
  const bare = aConnectionSnapshot(overrides);
  const { connectionId } = bare;
  const credentials = Object.fromEntries(
    Object.entries(secrets).map(([slot, secret]) => [
      slot,
      box.seal({ connectionId, slot }, JSON.stringify(secret)),
    ]),
  );
  return { key: connectionId, type: connectionChanged.type, value: { ...bare, credentials } };
}
