import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootForTest, type TestedService, testServers } from '@joor-bridge/service-kit/testing';
import { type FreshDatabase, freshDatabase } from '@joor-bridge/testing';
import { settingsService } from '../settings-service.js';
import { mustBeDocumented } from './documented-answers.js';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
}

export interface Ask {
  readonly key?: string | null;
  readonly body?: unknown;
  readonly ifMatch?: number | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The settings-service in this process, with its first API key. */
export class SettingsUnderTest {
  private constructor(
    readonly service: TestedService,
    readonly database: FreshDatabase,
    readonly firstKey: string,
  ) {}

  static async start(env: Readonly<Record<string, string>> = {}): Promise<SettingsUnderTest> {
    const database = await freshDatabase(testServers().databaseUrl);
    const { service, firstKey } = await SettingsUnderTest.boot(database, env);
    return new SettingsUnderTest(service, database, firstKey);
  }

  /** Boots one on a database; the first key is blank where the database has keys already. */
  static async boot(database: FreshDatabase, env: Readonly<Record<string, string>> = {}) {
    const file = join(mkdtempSync(join(tmpdir(), 'settings-')), 'first-key');
    const service = await bootForTest({
      ...settingsService,
      env: {
        DATABASE_URL: database.url,
        KAFKA_BROKERS: testServers().kafkaBrokers,
        BRIDGE_FIRST_API_KEY_FILE: file,
        OUTBOUND_ALLOW: '127.0.0.1,wms.test',
        ...env,
      },
    });
    return { service, firstKey: readIfThere(file), file };
  }

  async stop(): Promise<void> {
    await this.service.close();
    await this.database.drop();
  }

  async ask(route: string, { key = this.firstKey, body, ifMatch, headers }: Ask = {}): Promise<Answer> {
    const [method, url] = route.split(' ');
    const version = typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch;
    const answer = await this.service.app.inject({
      method: method as 'GET',
      url: url ?? '',
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(version === undefined ? {} : { 'if-match': version }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = answer.body;
    mustBeDocumented(route, answer.statusCode);
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text,
      body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text,
    };
  }

  async aWorkspace(name = 'Atelier Nord'): Promise<string> {
    return (await this.ask('POST /v1/workspaces', { body: { name } })).body.workspaceId;
  }

  async aKey(workspaceId: string | null, name = 'workspace key'): Promise<string> {
    return (await this.ask('POST /v1/api-keys', { body: { name, workspaceId } })).body.key;
  }

  async aConnection(workspaceId: string, change: object = {}): Promise<string> {
    const answer = await this.ask(`POST /v1/workspaces/${workspaceId}/connections`, {
      body: { ...A_CONNECTION, ...change },
    });
    return answer.body.connectionId;
  }
}

export const A_CONNECTION = {
  name: 'Atelier Nord to East',
  joorAccount: '5001',
  destination: { system: 'generic', url: 'http://127.0.0.1:4990', sandboxUrl: null, options: {} },
};

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}
