import { type ConnectionSnapshot, connectionChanged } from '@joor-bridge/contracts';
import type { OutboundRecord } from '@joor-bridge/messaging';
import type { SecretBox } from '@joor-bridge/service-kit';
import { aConnectionSnapshot } from '@joor-bridge/testing';

/** The secret every simulated WMS expects unless told otherwise. */
const SIGNING_SECRET = 'whsec_c2FuZGJveC1kZW1vLXNpZ25pbmctc2VjcmV0LTAx';

/** A connection whose WMS ignores idempotency keys and can be asked what it has; as its topic holds it. */
export function connectionRecord(
  connectionId: string,
  to: { readonly wmsUrl: string; readonly joorAccount: string },
  box: SecretBox,
): OutboundRecord {
  const sealed = (slot: 'joor.production' | 'wms.production', secret: unknown) => ({
    [slot]: box.seal({ connectionId, slot }, JSON.stringify(secret)),
  });
  const snapshot: ConnectionSnapshot = aConnectionSnapshot({
    connectionId,
    name: `Brand ${connectionId}`,
    createdAt: new Date(Date.now() - 60_000).toISOString(),
    joorAccount: to.joorAccount,
    destination: {
      system: 'generic',
      url: to.wmsUrl,
      sandboxUrl: null,
      options: { duplicateProtection: 'look-up', concurrency: 8 },
    },
    credentials: {
      ...sealed('joor.production', {
        kind: 'joor-token',
        token: `joor-production-token-${to.joorAccount}`,
      }),
      ...sealed('wms.production', { kind: 'generic', signingSecret: SIGNING_SECRET }),
    },
  });
  return { key: connectionId, type: connectionChanged.type, value: snapshot };
}
