import { openApiTests } from '@joor-bridge/service-kit/testing';
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

describe('openapi.json', () => {
  const file = new URL('../../openapi.json', import.meta.url);
  openApiTests({ service: 'order-router', file, describeApi, routes: ROUTES, everywhere: ['401'] });
});
