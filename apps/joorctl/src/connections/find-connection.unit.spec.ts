import { EXIT } from '../program/exit-code.js';
import { findConnection } from './find-connection.js';

/** settings-service with connections of these names, in two workspaces; it keeps what it was asked. */
function settingsWith(...names: string[]) {
  const asked: string[] = [];
  const connections = names.map((name, at) => ({ connectionId: `con_${at + 1}`, name }));
  const bodies: Record<string, unknown> = {
    '/v1/workspaces': [{ workspaceId: 'wsp_1' }, { workspaceId: 'wsp_2' }],
    '/v1/workspaces/wsp_1/connections': connections.slice(0, 1),
    '/v1/workspaces/wsp_2/connections': connections.slice(1),
  };
  const get = async (path: string) => {
    asked.push(path);
    return { status: 200, etag: null, body: bodies[path] };
  };
  return { asked, context: { settings: { get } } };
}

it('takes an id as it is', async () => {
  const { asked, context } = settingsWith('East');
  expect(await findConnection(context, 'con_0c1d2e3f405162738495')).toBe('con_0c1d2e3f405162738495');
  expect(asked).toEqual([]);
});

it.each([
  ['East', 'con_1'],
  ['West Coast', 'con_2'],
  ['con_ fusing', 'con_3'],
])('finds the connection named %p in any workspace', async (name, id) => {
  expect(await findConnection(settingsWith('East', 'West Coast', 'con_ fusing').context, name)).toBe(id);
});

it.each(['east', 'Eas', 'East ', ''])('takes no name that is only like it: %p', async (name) => {
  await expect(findConnection(settingsWith('East').context, name)).rejects.toMatchObject({
    exitCode: EXIT.refused,
    message: expect.stringContaining(`No connection is named "${name}"`),
  });
});

it('never chooses among several', async () => {
  const { context } = settingsWith('East', 'West', 'East');
  await expect(findConnection(context, 'East')).rejects.toMatchObject({
    exitCode: EXIT.usage,
    message: 'Several connections are named "East": say con_1 or con_3.',
  });
});
