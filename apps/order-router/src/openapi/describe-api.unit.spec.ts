import { readFile } from 'node:fs/promises';
import { describeApi } from './describe-api.js';

const ROUTES = [
  'GET /v1/connections/health',
  'GET /v1/connections/{connectionId}/orders/{orderId}',
  'GET /v1/orders',
  'GET /v1/replays/{id}',
  'GET /v1/reviews',
  'POST /v1/connections/{connectionId}/check',
  'POST /v1/connections/{connectionId}/orders/{orderId}/actions/{action}',
  'POST /v1/replays',
  'POST /v1/replays/{id}/cancel',
  'POST /v1/reviews/{id}/close',
];

test('openapi.json is what the code says; write it with: npm run openapi -w apps/order-router', async () => {
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
    expect([route, answers]).toEqual([route, expect.arrayContaining(['401'])]);
    expect([route, answers.some((status) => status.startsWith('2'))]).toEqual([route, true]);
  }
});
