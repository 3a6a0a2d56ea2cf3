import { createHash } from 'node:crypto';
import { type ConnectionSnapshot, connectionChanged, orderKey, orderRevised } from '@joor-bridge/contracts';
import type { OutboundRecord } from '@joor-bridge/messaging';
import { type KeyRing, SecretBox } from '@joor-bridge/service-kit';
import { aConnectionSnapshot, anOrderLine, anOrderRevised } from '@joor-bridge/testing';

const SIGNING_SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const LINES = 5;
/** Seven of ten orders have the status that the connections ask for. */
const WANTED = 7;

/** Connections to a generic WMS, with sealed credentials, as their topic holds them. */
export function connectionRecords(count: number, wmsUrl: string, keyRing: KeyRing): OutboundRecord[] {
  const box = new SecretBox(keyRing);
  return Array.from({ length: count }, (_, at) => {
    const connectionId = `con_${at}`;
    const secret = JSON.stringify({ kind: 'generic', signingSecret: SIGNING_SECRET });
    const snapshot: ConnectionSnapshot = aConnectionSnapshot({
      connectionId,
      name: `Brand ${at}`,
      destination: { system: 'generic', url: wmsUrl, sandboxUrl: null, options: { concurrency: 8 } },
      credentials: { 'wms.production': box.seal({ connectionId, slot: 'wms.production' }, secret) },
    });
    return { key: connectionId, type: connectionChanged.type, value: snapshot };
  });
}

/** Orders of about 3.5 kB, spread over the connections. */
export function orderRecords(from: number, to: number, connections: number): OutboundRecord[] {
  return Array.from({ length: to - from }, (_, at) => orderRecord(from + at, connections));
}

export const isWanted = (at: number): boolean => at % 10 < WANTED;

export function orderRecord(at: number, connections: number): OutboundRecord {
  const connectionId = `con_${at % connections}`;
  const orderId = String(1_000_000 + at);
  const lines = Array.from({ length: LINES }, (_, line) =>
    anOrderLine({
      key: `70${line}|Ivory|S|`,
      upc: String(812345670000 + line),
      quantity: 1 + ((at + line) % 12),
    }),
  );
  const value = anOrderRevised({
    connectionId,
    revision: createHash('sha256').update(orderId).digest('hex').slice(0, 32),
    order: { orderId, purchaseOrder: `PO-${orderId}`, status: isWanted(at) ? 'approved' : 'pending', lines },
  });
  return { key: orderKey(connectionId, orderId), type: orderRevised.type, subject: orderId, value };
}
