import type { ApiKeyChanged } from '@joor-bridge/contracts';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ProblemException } from '../problems/problem-exception.js';
import { keyIdOf, matches } from './api-key.js';
import { ApiKeyLookup } from './api-key-lookup.js';
import { CallerIdentity, rememberCaller } from './caller.js';
import { OPEN_ROUTE } from './open-route.js';

/** Lets requests in that carry a valid API key; every route that is not marked open needs one. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: ApiKeyLookup,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    if (this.reflector.getAllAndOverride(OPEN_ROUTE, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const found = await this.authenticate(request.headers.authorization);
    rememberCaller(request, new CallerIdentity(found.keyId, found.name, found.workspaceId));
    return true;
  }

  private async authenticate(header: string | undefined): Promise<ApiKeyChanged> {
    const key = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
    if (key === undefined) throw unauthorized('Send your API key as "Authorization: Bearer jb_…".');
    const keyId = keyIdOf(key);
    const known = keyId === null ? undefined : await this.keys.get(keyId);
    if (!known || !matches(key, known.hash)) throw unauthorized('This API key is not known.');
    if (known.revokedAt !== null) throw unauthorized('This API key was revoked.');
    if (known.expiresAt !== null && Date.parse(known.expiresAt) <= Date.now()) {
      throw unauthorized('This API key has expired.');
    }
    return known;
  }
}

const unauthorized = (detail: string): ProblemException =>
  new ProblemException(401, { title: 'Unauthorized', detail }, { 'www-authenticate': 'Bearer' });
