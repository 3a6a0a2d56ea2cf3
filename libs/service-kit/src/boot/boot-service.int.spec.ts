import { createHash } from 'node:crypto';
import { type ApiKeyChanged, topics } from '@joor-bridge/contracts';
import { type Bus, createBus, provisionTopics } from '@joor-bridge/messaging';
import { PersistenceModule } from '@joor-bridge/persistence';
import { eventually, type FreshDatabase, freshDatabase, freshPrefix } from '@joor-bridge/testing';
import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import { IsInt, IsString, Max } from 'class-validator';
import { newApiKey } from '../auth/api-key.js';
import { Caller, CallerIdentity } from '../auth/caller.js';
import { readConfig, type ServiceConfig } from '../config/read-config.js';
import { createLog } from '../log/create-log.js';
import { notFound } from '../problems/problem-exception.js';
import { bootService, type RunningService } from './boot-service.js';

class Parcel {
  @IsString() name: string;
  @IsInt() @Max(100) weight: number;
}

@Controller('v1/parcels')
class ParcelsController {
  @Post()
  add(@Body() parcel: Parcel): Parcel {
    return parcel;
  }
  @Get('mine')
  mine(@Caller() caller: CallerIdentity): CallerIdentity {
    caller.mustSee(caller.workspaceId ?? 'any', 'parcel');
    return caller;
  }
  @Get('lost')
  lost(): void {
    throw notFound('parcel');
  }
  @Post('open')
  open(): { opened: boolean } {
    return { opened: true };
  }
  @Get('burst')
  burst(): void {
    throw new Error('the glue came off hunter2');
  }
}

describe('bootService', () => {
  let database: FreshDatabase;
  let bus: Bus;
  let service: RunningService;
  let config: ServiceConfig;
  const lines: string[] = [];
  const log = createLog({
    name: 'parcels',
    level: 'debug',
    format: 'json',
    destination: { write: (line) => void lines.push(line) },
  });

  const addKey = async (change: Partial<ApiKeyChanged> = {}) => {
    const { key, keyId, hash } = newApiKey();
    const value: ApiKeyChanged = {
      keyId,
      hash,
      name: 'test key',
      workspaceId: null,
      expiresAt: null,
      revokedAt: null,
      ...change,
    };
    await bus.publish(topics.apiKeys, [{ key: keyId, type: 'settings.api-key.changed.v1', value }]);
    return { key, keyId, value };
  };
  const call = (path: string, key?: string, body?: unknown, more: RequestInit = {}) =>
    fetch(`${service.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...more,
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...more.headers,
      },
    });
  const accepted = async (key: string) => (await call('/v1/parcels/mine', key)).status === 200;

  beforeAll(async () => {
    database = await freshDatabase(process.env.DATABASE_URL ?? '');
    config = readConfig(
      {},
      {
        DATABASE_URL: database.url,
        KAFKA_BROKERS: process.env.KAFKA_BROKERS ?? '',
        KAFKA_PREFIX: freshPrefix(),
        HOST: '127.0.0.1',
        BRIDGE_KEK: createHash('sha256').update('kek').digest('base64'),
      },
    );
    bus = createBus({ brokers: config.kafkaBrokers, prefix: config.kafkaPrefix, clientId: 'parcels', log });
    await provisionTopics(bus);

    @Module({
      imports: [PersistenceModule.forRoot({ url: database.url, schema: 'parcels', migrations: [] })],
      controllers: [ParcelsController],
    })
    class Parcels {}
    service = await bootService({ name: 'parcels', module: Parcels, config, bus, log });
  });
  afterAll(async () => {
    await service.close();
    await database.drop();
  });

  it('tells that it lives and is ready, without a key', async () => {
    expect((await call('/health/live')).status).toBe(200);
    const ready = await call('/health/ready');
    expect(await ready.json()).toEqual({
      status: 'ready',
      components: [
        { name: 'postgresql', ready: true },
        { name: 'kafka', ready: true },
      ],
    });
  });

  it('serves metrics and its OpenAPI document, without a key', async () => {
    const metrics = await (await call('/metrics')).text();
    expect(metrics).toContain('process_cpu_seconds_total{service="parcels"}');
    expect(metrics).toContain('bridge_consumer_taken_total');
    const document = await (await call('/openapi.json')).json();
    expect(document).toMatchObject({
      info: { title: 'joor-bridge parcels' },
      paths: { '/v1/parcels': { post: {} } },
    });
    expect((await call('/docs')).status).toBe(200);
  });

  it('lets in who has a key that is known, and knows who it is', async () => {
    const { key, keyId } = await addKey({ workspaceId: 'wsp_1', name: 'ours' });
    await eventually(() => accepted(key));

    const answer = await call('/v1/parcels/mine', key);
    expect(await answer.json()).toEqual({ keyId, name: 'ours', workspaceId: 'wsp_1' });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('takes a request that names JSON and has no body', async () => {
    const { key } = await addKey();
    await eventually(() => accepted(key));
    const response = await fetch(`${service.url}/v1/parcels/open`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    });
    expect([response.status, await response.json()]).toEqual([201, { opened: true }]);
  });

  it('keeps everybody else out', async () => {
    const good = await addKey();
    const revoked = await addKey({ revokedAt: '2026-01-01T00:00:00Z' });
    const expired = await addKey({ expiresAt: '2026-01-01T00:00:00Z' });
    await eventually(() => accepted(good.key));
    const wrongSecret = `jb_${good.keyId}_${'A'.repeat(43)}`;
    const keys = [
      undefined,
      '',
      'nonsense',
      wrongSecret,
      newApiKey().key,
      revoked.key,
      expired.key,
      `${good.key}x`,
    ];

    for (const key of keys) {
      const answer = await call('/v1/parcels/mine', key);
      expect([key, answer.status]).toEqual([key, 401]);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
    const basic = await call('/v1/parcels/mine', undefined, undefined, {
      headers: { authorization: `Basic ${good.key}` },
    });
    expect(basic.status).toBe(401);
  });

  it('stops letting a key in once it is revoked, though what was said before comes once more', async () => {
    const { key, keyId, value } = await addKey();
    await eventually(() => accepted(key));
    const revoked = { ...value, revokedAt: '2026-01-01T00:00:00Z' };
    await bus.publish(topics.apiKeys, [{ key: keyId, type: 'settings.api-key.changed.v1', value: revoked }]);

    await eventually(async () => !(await accepted(key)));

    const other = await addKey();
    await bus.publish(topics.apiKeys, [
      { key: keyId, type: 'settings.api-key.changed.v1', value },
      { key: other.keyId, type: 'settings.api-key.changed.v1', value: other.value },
    ]);
    await eventually(() => accepted(other.key));
    expect(await accepted(key)).toBe(false);
  });

  describe('answers what it cannot take', () => {
    let key: string;
    beforeAll(async () => {
      ({ key } = await addKey());
      await eventually(() => accepted(key));
    });

    it.each<[string, unknown, number, object]>([
      [
        'an unknown field',
        { name: 'a', weight: 1, colour: 'red' },
        422,
        { errors: [{ field: 'colour', message: 'is not a known field' }] },
      ],
      [
        'a wrong type',
        { name: 7, weight: 1 },
        422,
        { errors: [{ field: 'name', message: 'must be a string' }] },
      ],
      ['a missing field', { name: 'a' }, 422, { errors: [{ field: 'weight' }] }],
      ['a list', [], 400, { detail: expect.stringContaining('JSON object') }],
      ['null', 'null', 400, {}],
      ['a text', '"text"', 400, {}],
      ['bad JSON', '{"name":', 400, {}],
      ['no body', '', 400, {}],
      ['prototype pollution', '{"__proto__":{"admin":true},"name":"a","weight":1}', 400, {}],
      [
        'constructor pollution',
        '{"constructor":{"prototype":{"admin":true}},"name":"a","weight":1}',
        400,
        {},
      ],
      ['deep nesting', `{"name":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, 400, {}],
      ['more than 1 MB', { name: 'x'.repeat(1_000_001), weight: 1 }, 413, {}],
    ])('%s', async (_, body, status, problem) => {
      const answer = await call('/v1/parcels', key, body);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(await answer.json()).toMatchObject({
        type: 'about:blank',
        status,
        title: expect.any(String),
        ...problem,
      });
      expect(answer.status).toBe(status);
    });

    it('another media type', async () => {
      const answer = await call('/v1/parcels', key, 'a=b', { headers: { 'content-type': 'text/csv' } });
      expect(answer.status).toBe(415);
    });

    it('what does not exist, and addresses that cannot be read', async () => {
      expect(await (await call('/v1/parcels/lost', key)).json()).toMatchObject({
        detail: 'There is no such parcel.',
      });
      expect((await call('/v1/nowhere', key)).status).toBe(404);
      const unreadable = await call('/v1/%E0%A4%A', key);
      expect([unreadable.status, unreadable.headers.get('content-type')]).toEqual([
        400,
        'application/problem+json; charset=utf-8',
      ]);
    });

    it('a failure of its own, without its inside, which goes to the log', async () => {
      const answer = await call('/v1/parcels/burst', key);
      const text = await answer.text();
      expect(answer.status).toBe(500);
      expect(text).not.toContain('glue');
      expect(lines.join('')).toContain('the glue came off');
    });
  });

  it('never writes a key to the log', () => {
    expect(lines.join('')).not.toMatch(/jb_[0-9a-f]{16}_/);
  });
});
