import { CommandFailed, EXIT, wrongUsage } from '../program/exit-code.js';
import { field } from '../service/fields.js';
import { listConnections, type Settings } from './list-connections.js';

/** What settings-service calls a connection; anything else is taken for a name that people gave. */
const ID = /^con_\w+$/;

/**
 * The id of a connection that is named by its id or by its exact name.
 * @throws CommandFailed when none has the name, or several have
 */
export async function findConnection(context: Settings, named: string): Promise<string> {
  if (ID.test(named)) return named;
  const found = (await listConnections(context))
    .filter((row) => field(row, 'name') === named)
    .map((row) => field(row, 'connectionId'));
  const [only] = found;
  if (only === undefined) {
    throw new CommandFailed(
      `No connection is named "${named}": joorctl connections list has their ids and names.`,
      EXIT.refused,
    );
  }
  if (found.length > 1)
    throw wrongUsage(`Several connections are named "${named}": say ${found.join(' or ')}.`);
  return only;
}
