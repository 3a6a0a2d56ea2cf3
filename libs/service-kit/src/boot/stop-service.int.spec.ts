import { type ApiKeyChanged, apiKeyChanged, topics } from '@joor-bridge/contracts';
import { BatchHandler, KafkaStrategy, type Received } from '@joor-bridge/messaging';
import { PersistenceModule } from '@joor-bridge/persistence';
import { eventually, type FreshDatabase, freshDatabase } from '@joor-bridge/testing';
import { Controller, Get, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { newApiKey } from '../auth/api-key.js';
import { OpenRoute } from '../auth/open-route.js';
import { bootForTest, type TestedService } from '../testing/boot-for-test.js';
import { testServers } from '../testing/test-servers.js';

describe('a stop while a request is slow', () => {
  let database: FreshDatabase;
  let service: TestedService;
  let answer: (value: string) => void;
  let asked = false;
  const taken: string[] = [];
  const ends: string[] = [];

  @Controller('slow')
  class SlowController {
    @Get()
    @OpenRoute()
    ask(): Promise<string> {
      asked = true;
      return new Promise((resolve) => {
        answer = resolve;
      });
    }
    @BatchHandler(topics.apiKeys)
    async follow(@Payload() records: readonly Received<ApiKeyChanged>[]): Promise<void> {
      for (const record of records) {
        taken.push(record.key);
        record.ack();
      }
    }
  }

  beforeAll(async () => {
    database = await freshDatabase(testServers().databaseUrl);
  });
  afterAll(() => database.drop());

  beforeEach(async () => {
    asked = false;
    ends.length = 0;
    service = await bootForTest({
      name: 'slow',
      shape: {},
      env: { DATABASE_URL: database.url, KAFKA_BROKERS: testServers().kafkaBrokers },
      build: ({ bus }) => {
        @Module({
          imports: [PersistenceModule.forRoot({ url: database.url, schema: 'slow', migrations: [] })],
          controllers: [SlowController],
        })
        class Slow implements OnApplicationShutdown {
          onApplicationShutdown(): void {
            ends.push('service');
          }
        }
        const strategy = new KafkaStrategy(bus, { group: 'slow', topics: [topics.apiKeys] });
        return { module: Slow, strategies: [strategy] };
      },
    });
    const { keyId, hash } = newApiKey();
    const value = { keyId, hash, name: 'key', workspaceId: null, expiresAt: null, revokedAt: null };
    await service.bus.publish(topics.apiKeys, [{ key: keyId, type: apiKeyChanged.type, value }]);
    await eventually(() => taken.includes(keyId));
  });

  const ask = async () => {
    const request = fetch(`${service.url}/slow`).then(
      async (response) => `answered ${await response.text()}`,
      () => 'cut off',
    );
    await eventually(() => asked);
    return { request };
  };
  const members = async (): Promise<number | undefined> => {
    const admin = service.bus.kafka.admin();
    await admin.connect();
    const { groups } = await admin.describeGroups([service.bus.nameOf('slow')]);
    await admin.disconnect();
    return groups[0]?.members.length;
  };

  it('lets the consumers leave at once, and the request have its answer', async () => {
    const { request } = await ask();
    expect(await members()).toBe(1);
    const stopped = service.close();

    await eventually(async () => (await members()) === 0, { timeoutMs: 3_000 });
    expect(ends).toEqual([]);
    answer('late');
    const answeredAt = performance.now();
    await stopped;
    // the connection is not kept open: it would be waited for as long as for a request
    expect(performance.now() - answeredAt).toBeLessThan(3_000);
    expect(await request).toBe('answered late');
    expect(ends).toEqual(['service']);
  });

  it('does not wait for ever: the request is cut off, and everything else ends well', async () => {
    const { request } = await ask();
    await service.close();

    expect(await request).toBe('cut off');
    expect(ends).toEqual(['service']);
    answer('to nobody');
  });
});
