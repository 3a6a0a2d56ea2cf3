import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { notFound } from '../problems/problem-exception.js';

/** Who sent a request: an API key, of one workspace or of the whole installation. */
export class CallerIdentity {
  constructor(
    readonly keyId: string,
    readonly name: string,
    /** Null: an installation key, valid in every workspace. */
    readonly workspaceId: string | null,
  ) {}

  /** Whether things of that workspace exist for this caller. */
  sees(workspaceId: string): boolean {
    return this.workspaceId === null || this.workspaceId === workspaceId;
  }

  /** @throws the same 404 as for a thing that does not exist */
  mustSee(workspaceId: string, what: string): void {
    if (!this.sees(workspaceId)) throw notFound(what);
  }
}

const callers = new WeakMap<FastifyRequest, CallerIdentity>();

export const rememberCaller = (request: FastifyRequest, caller: CallerIdentity): void => {
  callers.set(request, caller);
};

/** The caller of the request, as the guard let it in. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): CallerIdentity => {
  const caller = callers.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (!caller) throw new Error('This route is open, so it has no caller.');
  return caller;
});
