import { randomBytes } from 'node:crypto';
import type { ConnectionSnapshot, World } from '@joor-bridge/contracts';
import { NotSigned, verifySigned } from '@joor-bridge/wms';
import type { RawBodyRequest } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ConnectionsTable } from '../connections/connections-table.js';
import { ProblemException } from '../problems/problem-exception.js';

/** What a WMS pushes to us; the option of its destination that says whether it does. */
export type Pushed = 'stock' | 'products';

/** A body that a WMS has signed. */
export interface SignedDelivery {
  readonly snapshot: ConnectionSnapshot;
  /** The world whose secret it was signed with. */
  readonly world: World;
  readonly body: unknown;
  /**
   * When it was signed, in whole seconds, and never later than now: of two deliveries the later signed one holds,
   * whichever comes last and however often.
   */
  readonly signedAt: Date;
}

/** Nobody knows it, and so the answer does not tell who can't sign which connections there are. */
const NOBODYS = `whsec_${randomBytes(32).toString('base64')}`;

const UNKNOWN = 'There is no such connection, or its signature does not hold: ';

/**
 * Opens what a WMS pushes: a body signed by Standard Webhooks 1.0 with the signing secret of the connection, of its
 * sandbox credentials in test mode. Routes for it are open: the signature stands for the API key.
 * @throws ProblemException 400 for what is no JSON, 401 for what is not signed or for nobody, 409 for a connection
 *   that takes no pushes
 */
export function openDelivery(
  request: RawBodyRequest<FastifyRequest>,
  connectionId: string | undefined,
  pushed: Pushed,
  connections: Pick<ConnectionsTable, 'get' | 'openCredentials'>,
  now: number = Date.now(),
): SignedDelivery {
  const snapshot = connectionId === undefined ? undefined : connections.get(connectionId);
  const secret = (snapshot && secretOf(snapshot, connections)) || NOBODYS;
  const raw = request.rawBody ?? Buffer.alloc(0);
  const { headers } = request;
  const signature = headers['webhook-signature'];
  const timestamp = headers['webhook-timestamp'];
  try {
    verifySigned({ secret, id: headers['webhook-id'], timestamp, signature, body: raw, now });
  } catch (error) {
    if (error instanceof NotSigned) throw unauthorized(`${UNKNOWN}${error.message}.`);
    throw error;
  }
  if (!snapshot) throw unauthorized(`${UNKNOWN}name it as ?connection=<id>.`);
  mustTakePushes(snapshot, pushed);
  const signedAt = new Date(Math.min(Number(timestamp) * 1_000, now));
  return { snapshot, world: worldNameOf(snapshot), body: jsonOf(raw), signedAt };
}

const worldNameOf = ({ settings }: ConnectionSnapshot): World =>
  settings['joor.testMode'] === 'Enabled' ? 'sandbox' : 'production';

/** `""` where the connection has no signing secret. */
function secretOf(
  snapshot: ConnectionSnapshot,
  connections: Pick<ConnectionsTable, 'openCredentials'>,
): string {
  const slot = worldNameOf(snapshot) === 'sandbox' ? 'wms.sandbox' : 'wms.production';
  const credentials = connections.openCredentials(snapshot, slot);
  return credentials?.kind === 'generic' ? credentials.signingSecret : '';
}

function mustTakePushes({ name, enabled, destination }: ConnectionSnapshot, pushed: Pushed): void {
  const detail = !enabled
    ? `Connection "${name}" is disabled: enable it and send this again.`
    : destination.system !== 'generic' || destination.options[pushed] !== 'push'
      ? `Connection "${name}" takes no pushed ${pushed}: set the destination's option "${pushed}" to "push".`
      : null;
  if (detail !== null) throw new ProblemException(409, { title: 'Not taken', detail });
}

function jsonOf(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ProblemException(400, { title: 'Bad request', detail: 'The body must be JSON.' });
  }
}

const unauthorized = (detail: string): ProblemException =>
  new ProblemException(401, { title: 'Unauthorized', detail });
