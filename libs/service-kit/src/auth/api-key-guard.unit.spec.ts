import type { ApiKeyChanged } from '@joor-bridge/contracts';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ProblemException } from '../problems/problem-exception.js';
import { newApiKey } from './api-key.js';
import { ApiKeyGuard } from './api-key-guard.js';
import { CallerIdentity } from './caller.js';
import { OpenRoute } from './open-route.js';

class Routes {
  closed() {}
  @OpenRoute() open() {}
}

const { key, keyId, hash } = newApiKey();
const stored: ApiKeyChanged = {
  keyId,
  hash,
  name: 'ours',
  workspaceId: 'wsp_1',
  expiresAt: null,
  revokedAt: null,
};

const guardWith = (known: ApiKeyChanged | undefined) => {
  const asked: string[] = [];
  const get = (id: string) => {
    asked.push(id);
    return id === known?.keyId ? known : undefined;
  };
  return { guard: new ApiKeyGuard(new Reflector(), { get }), asked };
};
const contextOf = (authorization?: string, handler: () => void = Routes.prototype.closed, type = 'http') =>
  ({
    getType: () => type,
    getHandler: () => handler,
    getClass: () => Routes,
    switchToHttp: () => ({ getRequest: () => ({ headers: { authorization } }) }),
  }) as unknown as ExecutionContext;
const refusal = async (known: ApiKeyChanged | undefined, authorization?: string) => {
  try {
    await guardWith(known).guard.canActivate(contextOf(authorization));
    return null;
  } catch (error) {
    if (error instanceof ProblemException) return error.problem;
    throw error;
  }
};

describe('ApiKeyGuard', () => {
  it.each([`Bearer ${key}`, `bearer ${key}`, `Bearer   ${key}`])(
    'lets in the bearer of a known key',
    async (header) => {
      expect(await guardWith(stored).guard.canActivate(contextOf(header))).toBe(true);
    },
  );

  it('lets everybody into an open route, and records into their handlers, and asks for no key', async () => {
    const { guard, asked } = guardWith(undefined);
    expect(await guard.canActivate(contextOf(undefined, Routes.prototype.open))).toBe(true);
    expect(await guard.canActivate(contextOf(undefined, Routes.prototype.closed, 'rpc'))).toBe(true);
    expect(asked).toEqual([]);
  });

  it('does not ask for what is no key', async () => {
    const { guard, asked } = guardWith(stored);
    for (const header of [undefined, '', 'Bearer', 'Bearer x', `Basic ${key}`, key, `Bearer ${key} ${key}`]) {
      await expect(guard.canActivate(contextOf(header))).rejects.toThrow('Unauthorized');
    }
    expect(asked).toEqual([]);
  });

  it.each<[string, ApiKeyChanged | undefined, string]>([
    ['unknown', undefined, 'This API key is not known.'],
    ['another secret', { ...stored, hash: newApiKey().hash }, 'This API key is not known.'],
    ['revoked', { ...stored, revokedAt: '2026-01-01T00:00:00Z' }, 'This API key was revoked.'],
    [
      'expired',
      { ...stored, expiresAt: new Date(Date.now() - 1).toISOString() },
      'This API key has expired.',
    ],
  ])('keeps out a key that is %s', async (_, known, detail) => {
    expect(await refusal(known, `Bearer ${key}`)).toMatchObject({ status: 401, detail });
  });

  it('lets in a key until its time is over', async () => {
    const later = { ...stored, expiresAt: new Date(Date.now() + 60_000).toISOString() };
    expect(await refusal(later, `Bearer ${key}`)).toBeNull();
  });
});

describe('CallerIdentity', () => {
  it('of a workspace sees that workspace, of the installation all', () => {
    const ours = new CallerIdentity('k', 'n', 'wsp_1');
    expect([ours.sees('wsp_1'), ours.sees('wsp_2'), ours.sees('')]).toEqual([true, false, false]);
    expect(new CallerIdentity('k', 'n', null).sees('wsp_2')).toBe(true);
    expect(() => ours.mustSee('wsp_2', 'order')).toThrow('Not found');
    expect(() => ours.mustSee('wsp_1', 'order')).not.toThrow();
  });
});
