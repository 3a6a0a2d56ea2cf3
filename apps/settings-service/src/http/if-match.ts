import type { IncomingHttpHeaders } from 'node:http';
import { ProblemException } from '@joor-bridge/service-kit';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

const EXAMPLE = 'Send the ETag of the version that you saw, as in If-Match: "3".';

/** The version a change was made against. @throws 428 when none is named, 400 when it cannot be one */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const { headers } = context.switchToHttp().getRequest<{ headers: IncomingHttpHeaders }>();
  return readIfMatch(headers['if-match']);
});

export function readIfMatch(header: string | undefined): number {
  if (header === undefined) {
    throw new ProblemException(428, { title: 'Precondition required', detail: EXAMPLE });
  }
  const version = /^"([1-9]\d{0,8})"$/.exec(header.trim())?.[1];
  if (version === undefined) throw new ProblemException(400, { title: 'Bad request', detail: EXAMPLE });
  return Number(version);
}

/** @throws 412 when somebody else was faster */
export function mustBeCurrent(expected: number, current: number): void {
  if (expected === current) return;
  throw new ProblemException(412, {
    title: 'Changed in the meantime',
    detail: `Version ${expected} was changed by somebody else; the newest is ${current}. Read it again and repeat the change.`,
  });
}
