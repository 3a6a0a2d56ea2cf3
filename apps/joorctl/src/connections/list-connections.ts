import { field, type Row, readRows } from '../service/fields.js';
import type { ServiceClient } from '../service/service-client.js';

/** Where connections are known. */
export interface Settings {
  readonly settings: Pick<ServiceClient, 'get'>;
}

/** The connections of every workspace that the API key may see. */
export async function listConnections({ settings }: Settings): Promise<Row[]> {
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
