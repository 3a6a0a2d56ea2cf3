import { readFile } from 'node:fs/promises';
import { describeApi } from './describe-api.js';

const ROUTES = [
  'GET /v1/api-keys',
  'POST /v1/api-keys',
  'DELETE /v1/api-keys/{keyId}',
  'GET /v1/connections/{connectionId}',
  'PATCH /v1/connections/{connectionId}',
  'DELETE /v1/connections/{connectionId}',
  'GET /v1/connections/{connectionId}/credentials',
  'POST /v1/connections/{connectionId}/credentials/wms/authorize',
  'PUT /v1/connections/{connectionId}/credentials/{slot}',
  'DELETE /v1/connections/{connectionId}/credentials/{slot}',
  'GET /v1/connections/{connectionId}/settings',
  'PATCH /v1/connections/{connectionId}/settings',
  'GET /v1/connections/{connectionId}/versions',
  'GET /v1/destinations',
  'GET /v1/settings/declarations',
  'GET /v1/workspaces',
  'POST /v1/workspaces',
  'GET /v1/workspaces/{workspaceId}',
  'PATCH /v1/workspaces/{workspaceId}',
  'DELETE /v1/workspaces/{workspaceId}',
  'GET /v1/workspaces/{workspaceId}/connections',
  'POST /v1/workspaces/{workspaceId}/connections',
];

interface Operation {
  parameters?: { name: string }[];
  requestBody?: unknown;
}

describe('openapi.json', () => {
  it('is what the code says; write it with: npm run openapi -w apps/settings-service', async () => {
    const committed = await readFile(new URL('../../openapi.json', import.meta.url), 'utf8');
    expect(JSON.parse(await describeApi())).toEqual(JSON.parse(committed));
  });

  it('names every route, who may call it, and what a change needs', async () => {
    const document = JSON.parse(await describeApi());
    const paths: [string, Record<string, Operation>][] = Object.entries(document.paths);
    const operations = paths.flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        route: `${method.toUpperCase()} ${path}`,
        operation,
      })),
    );

    expect(operations.map(({ route }) => route).sort()).toEqual([...ROUTES].sort());
    expect(document.security).toEqual([{ bearer: [] }]);
    for (const { route, operation } of operations) {
      const changes = /^(PATCH|PUT|DELETE)/.test(route) && !route.includes('api-keys');
      const needs = operation.parameters?.some(({ name }) => name === 'If-Match') ?? false;
      expect([route, needs]).toEqual([route, changes || route.endsWith('/authorize')]);
      if (/^(PATCH|PUT|POST)/.test(route))
        expect([route, operation.requestBody]).not.toEqual([route, undefined]);
    }
  });

  it('describes every setting with its options and default', async () => {
    const document = JSON.parse(await describeApi());
    const body = document.paths['/v1/connections/{connectionId}/settings'].patch.requestBody;
    const { properties } = body.content['application/json'].schema;
    expect(properties['joor.orderStatus']).toMatchObject({
      title: 'Joor Order Status',
      default: 'Approved',
      nullable: true,
      anyOf: expect.arrayContaining([{ const: 'Approved & Shipped', type: 'string' }]),
    });
  });
});
