import { listConnections } from '../connections/list-connections.js';
import type { Context } from '../program/context.js';
import { field, type Row, readRow } from '../service/fields.js';
import { readProblem } from '../service/problem.js';
import type { ServiceClient } from '../service/service-client.js';
import { type Finding, ill, notAvailable, well, wordsOf } from './finding.js';

/** Whether each connection's credentials work, at JOOR and at the warehouse. */
export async function examineConnections(context: Context): Promise<Finding[]> {
  try {
    const connections = await listConnections(context);
    const found = await Promise.all(connections.map((connection) => examine(context, connection)));
    const counted = connections.length === 0 ? 'accepted; there are no connections yet' : 'accepted';
    return [well('API key', counted), ...found.flat()];
  } catch (error) {
    return [ill('API key', wordsOf(error))];
  }
}

function examine({ poller, router }: Context, connection: Row): Finding[] | Promise<Finding[]> {
  const name = `${field(connection, 'name')} (${field(connection, 'connectionId')})`;
  if (field(connection, 'enabled') !== 'true') return [notAvailable(name, 'switched off')];
  return Promise.all([
    credentials(poller, connection, `${name}: JOOR`),
    credentials(router, connection, `${name}: warehouse`),
  ]);
}

async function credentials(service: ServiceClient, connection: Row, what: string): Promise<Finding> {
  try {
    const path = `/v1/connections/${encodeURIComponent(field(connection, 'connectionId'))}/check`;
    const { status, body } = await service.exchange('POST', path, {});
    if (status === 404 && /no such connection/i.test(readProblem(body))) {
      return ill(
        what,
        `${service.name} does not know this connection yet: look at Kafka, and try again in a moment.`,
      );
    }
    if (status === 404 || status === 405) return notAvailable(what, `${service.name} has no such check`);
    if (status < 200 || status > 299)
      return ill(what, `${service.name} answered ${status}: ${readProblem(body)}`);
    const result = readRow(body, 'The check');
    const detail = field(result, 'message');
    return field(result, 'ok') === 'true' ? well(what, detail) : ill(what, detail);
  } catch (error) {
    return ill(what, wordsOf(error));
  }
}
