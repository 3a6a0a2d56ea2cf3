import { createHmac } from 'node:crypto';
import { type ConnectionSnapshot, GROUPS, type StockLevel, topics } from '@joor-bridge/contracts';
import { listDeadLetters } from '@joor-bridge/messaging';
import { eventually, type Overrides } from '@joor-bridge/testing';
import { InventoryRig } from '../../testing/inventory-rig.js';

let rig: InventoryRig;
let id: string;
let count = 0;
beforeAll(async () => {
  rig = await InventoryRig.start(process.env);
  await rig.serve();
}, 60_000);
beforeEach(async () => {
  count += 1;
  id = `con_${count}`;
});
afterAll(() => rig?.close());

type Options = ConnectionSnapshot['destination']['options'];
const connect = (more: Overrides<ConnectionSnapshot> = {}, options: Options = { stock: 'push' }) =>
  rig.connect({
    connectionId: id,
    destination: { system: 'generic', url: null, sandboxUrl: null, options },
    ...more,
    settings: { 'inventory.schedule': '5 minutes', ...more.settings },
  });

interface Sending {
  readonly secret?: string;
  readonly seconds?: number;
  readonly messageId?: string;
  readonly signature?: string;
  readonly connection?: string | null;
}

interface Answer {
  readonly results: readonly { sku: string; accepted: boolean; reason?: string }[];
  readonly detail: string;
}

async function push(body: unknown, how: Sending = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const { secret = rig.secrets['wms.production'], seconds = Math.floor(Date.now() / 1_000) } = how;
  const messageId = how.messageId ?? 'msg_1';
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const mac = createHmac('sha256', key).update(`${messageId}.${seconds}.${text}`).digest('base64');
  const connection = how.connection === undefined ? id : how.connection;
  const query = connection === null ? '' : `?connection=${connection}`;
  const response = await fetch(`${rig.service.url}/v1/stock${query}`, {
    method: 'POST',
    body: text,
    headers: {
      'content-type': 'application/json',
      'webhook-id': messageId,
      'webhook-timestamp': String(seconds),
      'webhook-signature': how.signature ?? `v1,${mac}`,
    },
  });
  return { status: response.status, body: (await response.json()) as Answer };
}

/** The connection as the service knows it. */
const connected = async (...more: Parameters<typeof connect>) => {
  await connect(...more);
  await eventually(
    async () => (await rig.rows('select from pull_schedules where connection_id = $1', [id])).length > 0,
  );
};
const told = async () => (await rig.told(id)).filter((event): event is StockLevel => 'sku' in event);
const shown = (...levels: string[]) =>
  eventually(async () => expect(await rig.levels(id)).toEqual(levels) ?? true);
const seconds = (ago: number) => Math.floor(Date.now() / 1_000) - ago;

describe('a push', () => {
  it.each([
    ['of one row', { sku: 'S1', available: 3 }],
    ['of a list', [{ sku: 'S1', available: 3 }]],
    ['of levels', { levels: [{ sku: 'S1', available: 3 }] }],
  ])('%s is in the table soon, and on its topic when it is answered', async (_, body) => {
    await connected();
    const answer = await push(body);
    expect(answer).toEqual({
      status: 200,
      body: { results: [{ sku: 'S1', warehouse: '', accepted: true }] },
    });
    expect(await told()).toMatchObject([{ sku: 'S1', available: 3, listed: true, world: 'production' }]);
    await shown('S1 - 3');
  });

  it('is answered row by row: what cannot be taken says why, and the others are', async () => {
    await connected();
    const { body } = await push([
      { sku: 'S1', warehouse: 'East', available: 3 },
      { sku: 'S2', available: 0.5 },
      { available: 1 },
      'S4',
      { sku: 'S5', available: -1 },
      { sku: 'S6', available: 1 },
      { sku: 'S6', available: 2 },
      { sku: 'S7', available: 1, asOf: new Date(Date.now() + 600_000).toISOString() },
    ]);
    expect(body.results.map(({ sku, accepted }) => [sku, accepted])).toEqual([
      ['S1', true],
      ['S2', false],
      ['', false],
      ['', false],
      ['S5', true],
      ['S6', false],
      ['S6', false],
      ['S7', false],
    ]);
    for (const { accepted, reason } of body.results) expect(accepted).toBe(reason === undefined);
    await shown('S1 East 3', 'S5 - 0');
  });

  it('says when it was true; without that it is as old as its signature', async () => {
    await connected();
    const asOf = '2026-11-01T08:00:00.000Z';
    const signed = seconds(60);
    await push(
      [
        { sku: 'S1', available: 3, asOf },
        { sku: 'S2', available: 3 },
      ],
      { seconds: signed },
    );
    expect((await told()).map((level) => level.asOf).sort()).toEqual([
      asOf,
      new Date(signed * 1_000).toISOString(),
    ]);
  });

  it('that comes again after a newer one changes nothing', async () => {
    await connected();
    const first = { seconds: seconds(60), messageId: 'msg_first' };
    await push({ sku: 'S1', available: 3 }, first);
    await push({ sku: 'S1', available: 2 }, { seconds: seconds(30) });
    await push({ sku: 'S1', available: 3 }, first);
    await push({ sku: 'S2', available: 1 });
    await shown('S1 - 2', 'S2 - 1');
    // The newer one is put behind it, so that compaction keeps that.
    await eventually(async () => (await told()).filter(({ sku }) => sku === 'S1').at(-1)?.available === 2);
  });

  it('of test mode is signed with the sandbox secret, and of its own world', async () => {
    await connected({ settings: { 'joor.testMode': 'Enabled' } });
    expect((await push({ sku: 'S1', available: 3 })).status).toBe(401);
    expect((await push({ sku: 'S1', available: 3 }, { secret: rig.secrets['wms.sandbox'] })).status).toBe(
      200,
    );
    await eventually(async () => (await rig.levels(id, 'sandbox')).length === 1);
    expect(await rig.levels(id)).toEqual([]);
  });
});

describe('a push that is not taken', () => {
  const row = { sku: 'S1', available: 3 };

  it('is not signed, signed by another, too old, or for nobody: one answer to who cannot sign', async () => {
    await connected();
    const wrong = { secret: `whsec_${Buffer.from('somebody else, who knows no secret').toString('base64')}` };
    const mine = await push(row, wrong);
    const nobodys = await push(row, { ...wrong, connection: 'con_nobody' });
    expect(mine.status).toBe(401);
    expect(nobodys.body).toEqual(mine.body);
    for (const how of [
      { signature: 'v1,AAAA' },
      { seconds: seconds(301) },
      { seconds: seconds(-301) },
      { connection: null },
    ]) {
      expect([how, (await push(row, how)).status]).toEqual([how, 401]);
    }
    expect(await told()).toEqual([]);
  });

  it('is for a connection whose WMS does not push, whose inventory is off, or that is disabled', async () => {
    await connected({}, { stock: 'pull' });
    expect(await push(row)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('"push"') },
    });
    await connect({ version: 2, settings: { 'inventory.schedule': 'Off' } });
    await eventually(async () => (await push(row)).body.detail.includes('Inventory Schedule'));
    expect((await push(row)).status).toBe(409);
    await connect({ version: 3, enabled: false });
    await eventually(async () => (await push(row)).body.detail.includes('disabled'));
    expect(await told()).toEqual([]);
  });

  it.each([
    ['no list', 422, '"stock"'],
    ['an object without levels', 422, '{"rows":[]}'],
    ['no JSON', 400, '{"levels":['],
    ['too many rows', 413, JSON.stringify(Array.from({ length: 5_001 }, () => 1))],
    ['too many bytes', 413, JSON.stringify(['x'.repeat(5_000_000)])],
  ])('is %s', async (_, status, body) => {
    await connected();
    const answer = await push(body);
    expect(answer.status).toBe(status);
    if (status === 413) expect(answer.body.detail).toContain('deliveries');
    expect(await told()).toEqual([]);
  });
});

describe('the topic', () => {
  it('holds what cannot be read: it goes to the dead letters, and what follows is taken', async () => {
    await connected();
    await rig.service.bus.publish(topics.stock, [
      { key: `${id}:S1:`, type: 'wms.stock.level.v1', value: { connectionId: id, sku: 'S1', available: -1 } },
      { key: `${id}:S1:`, type: 'wms.stock.level.v9', value: { connectionId: id } },
    ]);
    await push({ sku: 'S1', available: 3 });
    await shown('S1 - 3');
    const box = { topic: topics.stock.name, group: GROUPS.inventory };
    await eventually(async () => {
      const letters = await listDeadLetters(rig.service.bus, box);
      return letters.length === 2;
    });
  });
});
