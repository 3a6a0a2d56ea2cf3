import { A_CONNECTION, SettingsUnderTest } from '../testing/settings-under-test.js';

describe('workspaces and connections', () => {
  let settings: SettingsUnderTest;
  let workspaceId: string;

  beforeAll(async () => {
    settings = await SettingsUnderTest.start();
    workspaceId = await settings.aWorkspace();
  });
  afterAll(() => settings.stop());

  const create = (body: unknown) => settings.ask(`POST /v1/workspaces/${workspaceId}/connections`, { body });

  it('makes a workspace, renames it, and keeps two people from undoing each other', async () => {
    const made = await settings.ask('POST /v1/workspaces', { body: { name: 'Maison' } });
    expect([made.status, made.headers.etag]).toEqual([201, '"1"']);
    const route = `/v1/workspaces/${made.body.workspaceId}`;

    const renamed = await settings.ask(`PATCH ${route}`, { body: { name: 'Maison Lumière' }, ifMatch: 1 });
    expect(renamed.body).toMatchObject({ name: 'Maison Lumière', version: 2, updatedBy: 'first key' });
    const late = await settings.ask(`PATCH ${route}`, { body: { name: 'Maison Noire' }, ifMatch: 1 });
    expect([late.status, late.body.title]).toEqual([412, 'Changed in the meantime']);
    expect((await settings.ask(`GET ${route}`)).headers.etag).toBe('"2"');
    expect(
      (await settings.ask('GET /v1/workspaces')).body.map((one: { name: string }) => one.name),
    ).toContain('Maison Lumière');
  });

  it('deletes a workspace only when it is empty, and its API keys with it', async () => {
    const id = await settings.aWorkspace('short-lived');
    const key = await settings.aKey(id);
    const connection = await settings.aConnection(id);

    const refused = await settings.ask(`DELETE /v1/workspaces/${id}`, { ifMatch: 1 });
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      'The workspace still has 1 connections. Delete them first.',
    ]);
    await settings.ask(`DELETE /v1/connections/${connection}`, { ifMatch: 1 });
    expect((await settings.ask(`DELETE /v1/workspaces/${id}`, { ifMatch: 1 })).status).toBe(204);
    expect((await settings.ask(`GET /v1/workspaces/${id}`)).status).toBe(404);
    expect((await settings.ask('GET /v1/workspaces', { key })).status).toBe(401);
  });

  it('takes a new connection and a new key while a workspace is deleted, or says that it is gone', async () => {
    for (let round = 0; round < 20; round += 1) {
      const id = await settings.aWorkspace('contended');
      const [gone, ...made] = await Promise.all([
        settings.ask(`DELETE /v1/workspaces/${id}`, { ifMatch: 1 }),
        settings.ask(`POST /v1/workspaces/${id}/connections`, { body: A_CONNECTION }),
        settings.ask('POST /v1/api-keys', { body: { name: 'late', workspaceId: id } }),
        settings.ask('POST /v1/api-keys', { body: { name: 'later', workspaceId: id } }),
      ]);
      expect([204, 409]).toContain(gone?.status);
      for (const { status } of made) expect([201, 404]).toContain(status);
      expect(gone?.status === 204 && made[0]?.status === 201).toBe(false);
    }
  });

  it('makes a connection with default settings, enabled, without credentials', async () => {
    const made = await create(A_CONNECTION);

    expect([made.status, made.headers.etag]).toEqual([201, '"1"']);
    expect(made.body).toMatchObject({
      ...A_CONNECTION,
      workspaceId,
      enabled: true,
      version: 1,
      updatedBy: 'first key',
    });
    expect(made.body.credentials.map((one: { set: boolean }) => one.set)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    const read = await settings.ask(`GET /v1/connections/${made.body.connectionId}`);
    expect(read.body).toEqual(made.body);
    const values = await settings.ask(`GET /v1/connections/${made.body.connectionId}/settings`);
    expect(values.body.settings).toMatchObject({
      'joor.orderStatus': 'Approved',
      'joor.testMode': 'Disabled',
    });
  });

  it('makes a connection with some settings', async () => {
    const made = await create({ ...A_CONNECTION, settings: { 'joor.orderStatus': 'Shipped' } });
    const values = await settings.ask(`GET /v1/connections/${made.body.connectionId}/settings`);
    expect(values.body.settings['joor.orderStatus']).toBe('Shipped');
  });

  it.each<[string, object, string, string]>([
    ['no name', { name: undefined }, 'name', 'must be text'],
    ['a blank name', { name: '   ' }, 'name', 'must be text'],
    ['a name on two lines', { name: 'a\nb' }, 'name', 'must be text'],
    ['a name with U+0000', { name: 'a\u0000b' }, 'name', 'must be text'],
    ['a name that is a number', { name: 7 }, 'name', 'must be text'],
    ['an account with spaces', { joorAccount: '50 01' }, 'joorAccount', 'must be the id'],
    ['enabled as text', { enabled: 'yes' }, 'enabled', 'must be a boolean'],
    ['enabled as null', { enabled: null }, 'enabled', 'must be a boolean'],
    ['an unknown field', { colour: 'red' }, 'colour', 'is not a known field'],
    ['no destination', { destination: undefined }, 'destination.system', 'is required'],
    ['a destination that is text', { destination: 'skubana' }, 'destination', 'must be object'],
    [
      'an unknown system',
      { destination: { ...A_CONNECTION.destination, system: 'sap' } },
      'destination.system',
      'must be one of: "generic", "skubana"',
    ],
    [
      'no address',
      { destination: { ...A_CONNECTION.destination, url: null } },
      'destination.url',
      'is required',
    ],
    [
      'an inside address',
      { destination: { ...A_CONNECTION.destination, url: 'https://10.0.0.1' } },
      'destination.url',
      'is not a public address',
    ],
    [
      'an inside sandbox',
      { destination: { ...A_CONNECTION.destination, sandboxUrl: 'http://169.254.169.254' } },
      'destination.sandboxUrl',
      'is not a public address',
    ],
    [
      'a password in the address',
      { destination: { ...A_CONNECTION.destination, url: 'http://u:p@127.0.0.1' } },
      'destination.url',
      'do not belong in the address',
    ],
    [
      'an unknown option',
      { destination: { ...A_CONNECTION.destination, options: { colour: 1 } } },
      'destination.options.colour',
      'is not a known field',
    ],
    [
      'an option out of range',
      { destination: { ...A_CONNECTION.destination, options: { concurrency: 0 } } },
      'destination.options.concurrency',
      'must be integer to be greater or equal to 1',
    ],
    [
      'an unknown setting',
      { settings: { 'joor.colour': 1 } },
      'settings.joor.colour',
      'is not a known setting',
    ],
    [
      'a wrong option of a setting',
      { settings: { 'joor.orderStatus': 'approved' } },
      'settings.joor.orderStatus',
      'must be one of: "Notes"',
    ],
    ['settings that are a list', { settings: [] }, 'settings', 'must be an object of settings'],
  ])('refuses %s, naming the field', async (_, change, field, message) => {
    const answer = await create({ ...A_CONNECTION, ...change });
    expect(answer.status).toBe(422);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body.errors).toEqual(
      expect.arrayContaining([{ field, message: expect.stringContaining(message) }]),
    );
  });

  it('changes what is given and leaves the rest', async () => {
    const id = await settings.aConnection(workspaceId);
    const changed = await settings.ask(`PATCH /v1/connections/${id}`, {
      body: { enabled: false },
      ifMatch: 1,
    });

    expect(changed.body).toMatchObject({ ...A_CONNECTION, enabled: false, version: 2 });
    const destination = { ...A_CONNECTION.destination, options: { concurrency: 2 } };
    const moved = await settings.ask(`PATCH /v1/connections/${id}`, { body: { destination }, ifMatch: 2 });
    expect(moved.body).toMatchObject({ destination, enabled: false, version: 3 });
  });

  it('makes no version of a change that changes nothing', async () => {
    const id = await settings.aConnection(workspaceId);
    const same = await settings.ask(`PATCH /v1/connections/${id}`, {
      body: { name: A_CONNECTION.name },
      ifMatch: 1,
    });
    expect([same.status, same.body.version]).toEqual([200, 1]);
  });

  it('wants to know which version a change is for', async () => {
    const id = await settings.aConnection(workspaceId);
    const route = `PATCH /v1/connections/${id}`;
    const body = { enabled: false };

    expect((await settings.ask(route, { body })).status).toBe(428);
    for (const ifMatch of ['*', '1', 'W/"1"', '"x"', '"0"', '"1", "2"', '"99999999999"']) {
      expect([ifMatch, (await settings.ask(route, { body, ifMatch })).status]).toEqual([ifMatch, 400]);
    }
    expect((await settings.ask(route, { body, ifMatch: 2 })).status).toBe(412);
    expect((await settings.ask(route, { body, ifMatch: 1 })).status).toBe(200);
  });

  it('lets one of twenty changes at the same time win', async () => {
    const id = await settings.aConnection(workspaceId);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        settings.ask(`PATCH /v1/connections/${id}`, { body: { name: `Name ${n}` }, ifMatch: 1 }),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 412)]);
  });

  it('tells every change: who, when, and each value before and after', async () => {
    const id = await settings.aConnection(workspaceId);
    const route = `/v1/connections/${id}`;
    const key = await settings.aKey(workspaceId, 'Dana');
    await settings.ask(`PATCH ${route}/settings`, {
      key,
      ifMatch: 1,
      body: { 'joor.orderStatus': 'Shipped', 'joor.warehouseCode': 'EAST' },
    });
    const destination = {
      ...A_CONNECTION.destination,
      url: 'http://127.0.0.1:4991',
      options: { concurrency: 2 },
    };
    await settings.ask(`PATCH ${route}`, { ifMatch: 2, body: { destination } });
    await settings.ask(`PATCH ${route}`, { ifMatch: 3, body: { destination: A_CONNECTION.destination } });

    const { body } = await settings.ask(`GET ${route}/versions`);
    expect(body.map((one: { version: number; author: string }) => [one.version, one.author])).toEqual([
      [4, 'first key'],
      [3, 'first key'],
      [2, 'Dana'],
      [1, 'first key'],
    ]);
    expect(body[2].changes).toEqual([
      { field: 'settings.joor.orderStatus', before: 'Approved', after: 'Shipped' },
      { field: 'settings.joor.warehouseCode', before: '', after: 'EAST' },
    ]);
    expect(body[1].changes).toEqual([
      { field: 'destination.url', before: 'http://127.0.0.1:4990', after: 'http://127.0.0.1:4991' },
      { field: 'destination.options.concurrency', before: null, after: 2 },
    ]);
    expect(body[0].changes).toContainEqual({
      field: 'destination.options.concurrency',
      before: 2,
      after: null,
    });
    const page = await settings.ask(`GET ${route}/versions?before=3&limit=1`);
    expect(page.body.map((one: { version: number }) => one.version)).toEqual([2]);
    for (const query of ['limit=0', 'limit=201', 'limit=x', 'before=-1', 'after=1']) {
      expect((await settings.ask(`GET ${route}/versions?${query}`)).status).toBe(422);
    }
  });

  it('deletes a connection', async () => {
    const id = await settings.aConnection(workspaceId);
    expect((await settings.ask(`DELETE /v1/connections/${id}`, { ifMatch: 2 })).status).toBe(412);
    expect((await settings.ask(`DELETE /v1/connections/${id}`, { ifMatch: 1 })).status).toBe(204);
    expect((await settings.ask(`GET /v1/connections/${id}`)).status).toBe(404);
    expect((await settings.ask(`DELETE /v1/connections/${id}`, { ifMatch: 1 })).status).toBe(404);
  });

  it('knows no such id, whatever is asked for', async () => {
    for (const id of ['con_00000000000000000000', 'x', '%00', "'", '%E2%82%AC', 'wsp_00000000000000000000']) {
      expect([id, (await settings.ask(`GET /v1/connections/${id}`)).status]).toEqual([id, 404]);
      expect([id, (await settings.ask(`GET /v1/workspaces/${id}`)).status]).toEqual([id, 404]);
    }
  });

  it('describes the destinations there are', async () => {
    const { body } = await settings.ask('GET /v1/destinations');
    expect(body.map((one: { system: string }) => one.system)).toEqual(['generic', 'skubana']);
    expect(body[1]).toMatchObject({
      defaultUrls: { production: 'https://api.skubana.com' },
      capabilities: { stock: true, productDetails: true, sandbox: true },
      options: { type: 'object', properties: expect.any(Object) },
    });
  });
});
