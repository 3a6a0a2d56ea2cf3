import { openApiTests } from '@joor-bridge/service-kit/testing';
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

describe('openapi.json', () => {
  const file = new URL('../../openapi.json', import.meta.url);
  openApiTests({ service: 'joor-poller', file, describeApi, routes: ROUTES, everywhere: ['401', '404'] });
});
