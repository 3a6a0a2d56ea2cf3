import { listConnections } from '../connections/list-connections.js';
import type { Context } from '../program/context.js';
import { field, type Row, readRow, readRows } from '../service/fields.js';
import type { ServiceClient } from '../service/service-client.js';
import { type Finding, notAvailable, wordsOf } from './finding.js';
import { inventoryFinding, productsFinding } from './run-finding.js';

/** Runs that are looked at, newest first: the one that counts is among them, below previews that nobody answered. */
const NEWEST = 50;

/** Whether stock and products of each connection go to JOOR, or wait for a person. */
export async function examineRuns(context: Context): Promise<Finding[]> {
  // that the connections cannot be listed is found by those who look at their credentials
  const connections = await listConnections(context).catch(() => []);
  const on = connections.filter((connection) => field(connection, 'enabled') === 'true');
  return (await Promise.all(on.map((connection) => examine(context, connection)))).flat();
}

async function examine(context: Context, connection: Row): Promise<Finding[]> {
  const { settings, inventory, products } = context;
  const id = field(connection, 'connectionId');
  const name = `${field(connection, 'name')} (${id})`;
  try {
    const { body } = await settings.get(`/v1/connections/${encodeURIComponent(id)}/settings`);
    const own = readRow(readRow(body, 'The settings').settings, 'The settings');
    // what was run in the other world is over
    const world = own['joor.testMode'] === 'Enabled' ? 'sandbox' : 'production';
    const newest = (service: ServiceClient, path: string) => newestRuns(service, path, id, world);
    const sends = own['inventory.schedule'] !== undefined && own['inventory.schedule'] !== 'Off';
    return await Promise.all([
      ...(sends
        ? [look(`${name}: inventory`, newest(inventory, '/v1/inventory/runs'), inventoryFinding)]
        : []),
      ...(own['joor.syncProductDetails'] === 'Yes'
        ? [look(`${name}: products`, newest(products, '/v1/products/runs'), productsFinding)]
        : []),
    ]);
  } catch (error) {
    return [notAvailable(`${name}: inventory and products`, wordsOf(error))];
  }
}

async function newestRuns(service: ServiceClient, path: string, connection: string, world: string) {
  const { body } = await service.get(path, { connection, limit: NEWEST });
  return readRows(body, 'The list of runs').filter((run) => field(run, 'world') === world);
}

/** A service that does not answer is ill itself; that is found once, not for each connection. */
const look = (
  what: string,
  runs: Promise<Row[]>,
  findingOf: (what: string, runs: readonly Row[]) => Finding,
): Promise<Finding> =>
  runs.then(
    (rows) => findingOf(what, rows),
    (error: unknown) => notAvailable(what, wordsOf(error)),
  );
