import { createHmac } from 'node:crypto';
import { type ConnectionSnapshot, defaultSettings, type WmsCredentials } from '@joor-bridge/contracts';
import { aConnectionSnapshot } from '@joor-bridge/testing';
import type { RawBodyRequest } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ProblemException } from '../problems/problem-exception.js';
import { openDelivery } from './signed-intake.js';

const NOW = Date.parse('2026-11-27T10:00:00.700Z');
const SECRET = `whsec_${Buffer.from('production secret of con_1').toString('base64')}`;
const SANDBOX_SECRET = `whsec_${Buffer.from('the sandbox secret of con_1').toString('base64')}`;

const pushing = (more: Partial<ConnectionSnapshot> = {}) =>
  aConnectionSnapshot({
    destination: { system: 'generic', url: null, sandboxUrl: null, options: { products: 'push' } },
    ...more,
  });

const tableOf = (snapshot: ConnectionSnapshot) => ({
  get: (id: string) => (id === snapshot.connectionId ? snapshot : undefined),
  openCredentials: ((_: ConnectionSnapshot, slot: string): WmsCredentials | null => {
    if (slot === 'wms.production') return { kind: 'generic', signingSecret: SECRET };
    return slot === 'wms.sandbox' ? { kind: 'generic', signingSecret: SANDBOX_SECRET } : null;
  }) as never,
});

function signed(body: string, { secret = SECRET, seconds = Math.floor(NOW / 1000) } = {}) {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const mac = createHmac('sha256', key).update(`msg_1.${seconds}.${body}`).digest('base64');
  const headers = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${mac}`,
  };
  return { headers, rawBody: Buffer.from(body) } as unknown as RawBodyRequest<FastifyRequest>;
}

const open = (
  request: RawBodyRequest<FastifyRequest>,
  snapshot = pushing(),
  id: string | undefined = 'con_1',
) => openDelivery(request, id, 'products', tableOf(snapshot), NOW);

function refusal(action: () => unknown): ProblemException['problem'] {
  try {
    action();
  } catch (error) {
    if (error instanceof ProblemException) return error.problem;
    throw error;
  }
  throw new Error('it was taken');
}

describe('a signed delivery', () => {
  it('is opened, with its world and the time at which it was signed', () => {
    const seconds = Math.floor(NOW / 1000) - 100;
    const delivery = open(signed('{"products":[]}', { seconds }));
    expect(delivery).toMatchObject({ world: 'production', body: { products: [] } });
    expect(delivery.signedAt.toISOString()).toBe('2026-11-27T09:58:20.000Z');
  });

  it('may be a bare list', () => {
    expect(open(signed('[1]')).body).toEqual([1]);
  });

  it('of a clock that is ahead is of now: nothing is from the future', () => {
    const delivery = open(signed('[]', { seconds: Math.floor(NOW / 1000) + 60 }));
    expect(delivery.signedAt.getTime()).toBe(NOW);
  });

  it('in test mode is signed with the sandbox secret, and with no other', () => {
    const settings = { ...defaultSettings(), 'joor.testMode': 'Enabled' as const };
    const testing = pushing({ settings });
    expect(open(signed('[]', { secret: SANDBOX_SECRET }), testing).world).toBe('sandbox');
    expect(refusal(() => open(signed('[]'), testing)).status).toBe(401);
    expect(refusal(() => open(signed('[]', { secret: SANDBOX_SECRET }))).status).toBe(401);
  });
});

describe('what is not taken', () => {
  it('is a body that differs in one byte from what was signed', () => {
    const request = signed('{"products":[]}');
    request.rawBody = Buffer.from('{"products": []}');
    expect(refusal(() => open(request))).toMatchObject({
      status: 401,
      detail: expect.stringContaining('no signature in webhook-signature fits'),
    });
  });

  it('is one whose body never came', () => {
    const request = signed('{"products":[]}');
    delete request.rawBody;
    expect(refusal(() => open(request)).status).toBe(401);
  });

  it('is one that was signed long ago', () => {
    const seconds = Math.floor(NOW / 1000) - 301;
    expect(refusal(() => open(signed('[]', { seconds })))).toMatchObject({ status: 401 });
  });

  it.each([undefined, 'con_2', ''])('is one for no connection that there is (%p)', (id) => {
    expect(refusal(() => open(signed('[]'), pushing(), id ?? 'nobody'))).toMatchObject({ status: 401 });
  });

  it('says no more of a connection that does not exist than of one whose signature does not hold', () => {
    const unsigned = { headers: {}, rawBody: Buffer.from('[]') } as unknown as RawBodyRequest<FastifyRequest>;
    const unknown = refusal(() => open(unsigned, pushing(), 'con_2'));
    expect(refusal(() => open(unsigned))).toEqual(unknown);
  });

  it('is one of a connection whose WMS pushes nothing, or something else', () => {
    const options = { stock: 'push', products: 'pull' };
    const pulling = pushing({
      destination: { system: 'generic', url: null, sandboxUrl: null, options },
    });
    expect(refusal(() => open(signed('[]'), pulling))).toMatchObject({
      status: 409,
      detail: expect.stringContaining('set the destination\'s option "products" to "push"'),
    });
  });

  it('is one of a disabled connection', () => {
    expect(refusal(() => open(signed('[]'), pushing({ enabled: false })))).toMatchObject({
      status: 409,
      detail: expect.stringContaining('is disabled'),
    });
  });

  it('is a body that is no JSON, though it is signed', () => {
    expect(refusal(() => open(signed('{"products":')))).toMatchObject({ status: 400 });
  });
});

describe('who cannot sign', () => {
  it('hears the same of a connection that exists, one that does not, and one without a secret', () => {
    const forged = () =>
      signed('[]', { secret: `whsec_${Buffer.from('of somebody else').toString('base64')}` });
    const known = refusal(() => open(forged()));
    expect(refusal(() => open(forged(), pushing(), 'nobody'))).toEqual(known);
    const without = { get: () => pushing(), openCredentials: (() => null) as never };
    expect(refusal(() => openDelivery(forged(), 'con_1', 'products', without, NOW))).toEqual(known);
  });
});
