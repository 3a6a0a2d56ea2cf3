import { openApiTests } from '@joor-bridge/service-kit/testing';
import { describeApi } from './describe-api.js';

const ROUTES = [
  'GET /v1/inventory',
  'GET /v1/inventory/runs',
  'GET /v1/inventory/runs/{id}',
  'GET /v1/inventory/{connectionId}/drift',
  'GET /v1/inventory/{connectionId}/skipped',
  'GET /v1/inventory/{connectionId}/sku',
  'GET /v1/stock/{connectionId}/pulls',
  'POST /v1/inventory/runs/{id}/approve',
  'POST /v1/inventory/runs/{id}/reject',
  'POST /v1/inventory/{connectionId}/reconcile',
  'POST /v1/inventory/{connectionId}/run',
  'POST /v1/stock',
  'POST /v1/stock/{connectionId}/pulls',
  'POST /v1/stock/{connectionId}/pulls/accept',
];

describe('openapi.json', () => {
  const file = new URL('../../openapi.json', import.meta.url);
  openApiTests({ service: 'inventory-service', file, describeApi, routes: ROUTES, everywhere: ['401'] });
});
