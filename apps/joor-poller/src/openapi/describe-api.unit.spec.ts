import { readFile } from 'node:fs/promises';
import { describeApi } from './describe-api.js';

const ROUTES = [
  'DELETE /v1/connections/{id}/backfills/{backfillId}',
  'GET /v1/connections/{id}/backfills',
  'GET /v1/connections/{id}/backfills/{backfillId}',
  'GET /v1/connections/{id}/polling',
  'GET /v1/polling',
  'POST /v1/connections/{id}/backfills',
  'POST /v1/connections/{id}/check',
  'POST /v1/connections/{id}/poll',
];

test('openapi.json is what the code says; write it with: npm run openapi -w apps/joor-poller', async () => {
  const committed = await readFile(new URL('../../openapi.json', import.meta.url), 'utf8');
  expect(JSON.parse(await describeApi())).toEqual(JSON.parse(committed));
});

test('every route is named, needs a key and says what it answers', async () => {
  const document = JSON.parse(await describeApi());
  const operations = Object.entries<Record<string, { responses: object; summary?: string }>>(
    document.paths,
  ).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      route: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  );
  expect(operations.map(({ route }) => route).sort()).toEqual(ROUTES);
  expect(document.security).toEqual([{ bearer: [] }]);
  for (const { route, operation } of operations) {
    expect([route, operation.summary]).toEqual([route, expect.any(String)]);
    const answers = Object.keys(operation.responses);
    expect([route, answers]).toEqual([route, expect.arrayContaining(['401', '404'])]);
    expect([route, answers.some((status) => status.startsWith('2'))]).toEqual([route, true]);
  }
});
