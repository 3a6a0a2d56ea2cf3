import type { Context } from '../program/context.js';
import { field, type Row, readRows } from '../service/fields.js';

/** The connections of every workspace that the API key may see. */
export async function listConnections({ settings }: Pick<Context, 'settings'>): Promise<Row[]> {
  const { body } = await settings.get('/v1/workspaces');
  const workspaces = readRows(body, 'The list of workspaces');
  const lists = await Promise.all(
    workspaces.map(async (workspace) => {
      const id = encodeURIComponent(field(workspace, 'workspaceId'));
      const answer = await settings.get(`/v1/workspaces/${id}/connections`);
      return readRows(answer.body, 'The list of connections');
    }),
  );
  return lists.flat();
}
