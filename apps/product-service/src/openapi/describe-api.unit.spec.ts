import { openApiTests } from '@joor-bridge/service-kit/testing';
import { describeApi } from './describe-api.js';

const ROUTES = [
  'GET /v1/products',
  'GET /v1/products/runs',
  'GET /v1/products/runs/{id}',
  'GET /v1/products/{connectionId}/categories',
  'GET /v1/products/{connectionId}/pulls',
  'GET /v1/products/{connectionId}/refused',
  'GET /v1/products/{connectionId}/{style}',
  'POST /v1/products',
  'POST /v1/products/runs/{id}/approve',
  'POST /v1/products/runs/{id}/reject',
  'POST /v1/products/{connectionId}/pull',
  'POST /v1/products/{connectionId}/run',
];

describe('openapi.json', () => {
  const file = new URL('../../openapi.json', import.meta.url);
  openApiTests({ service: 'product-service', file, describeApi, routes: ROUTES, everywhere: ['401'] });
});
