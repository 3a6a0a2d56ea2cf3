import { Body, Controller, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLog } from '../log/create-log.js';
import { ProblemFilter } from '../problems/problem-filter.js';
import { httpServer } from './http-server.js';

@Controller('parcels')
class ParcelsController {
  @Post()
  weigh(@Body() body: Record<string, string> | undefined): { length: number } {
    return { length: body?.name?.length ?? 0 };
  }
}

@Module({ controllers: [ParcelsController] })
class Parcels {}

const SHELL = JSON.stringify({ name: '' }).length;
const bodyOf = (bytes: number) => JSON.stringify({ name: 'x'.repeat(bytes - SHELL) });

describe('httpServer', () => {
  let app: NestFastifyApplication;
  beforeAll(async () => {
    app = await NestFactory.create<NestFastifyApplication>(Parcels, httpServer(), { logger: false });
    app.useGlobalFilters(new ProblemFilter(createLog({ name: 'parcels', level: 'silent', format: 'json' })));
    await app.init();
  });
  afterAll(() => app.close());

  const post = (payload: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    app.inject({ method: 'POST', url: '/parcels', headers, payload });

  it('takes a body of exactly 1 MB', async () => {
    const answer = await post(bodyOf(1_000_000));
    expect([answer.statusCode, answer.json()]).toEqual([201, { length: 1_000_000 - SHELL }]);
  });

  it('refuses one byte more with a problem', async () => {
    const answer = await post(bodyOf(1_000_001));
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      413,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(answer.json()).toMatchObject({ type: 'about:blank', title: 'Payload Too Large', status: 413 });
  });

  it('refuses an address that cannot be decoded with a problem', async () => {
    const answer = await app.inject({ method: 'GET', url: '/parcels/%zz' });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      400,
      expect.stringContaining('application/problem+json'),
    ]);
  });

  it('takes a request that names JSON and has no body', async () => {
    expect((await post('')).json()).toEqual({ length: 0 });
  });

  it.each([
    ['an answer', '/parcels', 'POST'],
    ['a refusal', '/nowhere', 'GET'],
  ] as const)('lets nobody keep or guess at %s', async (_, url, method) => {
    const { headers } = await app.inject({ method, url });
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });
});
