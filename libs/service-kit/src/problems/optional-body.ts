import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  type Type,
  UseGuards,
} from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

/** Before the body is looked at: none is an empty object. */
class NoneIsEmpty implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.body ??= {};
    return true;
  }
}

/** A route whose body may be left out, since nothing in it has to be said. */
export const OptionalBody = (type: Type): MethodDecorator =>
  applyDecorators(UseGuards(NoneIsEmpty), ApiBody({ type, required: false }));
