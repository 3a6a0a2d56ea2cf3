import { type ArgumentMetadata, Injectable, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { isNestedWithin } from './nesting.js';
import { type FieldError, invalid, ProblemException } from './problem-exception.js';

const DEEPEST_BODY = 20;

/** Checks bodies and queries against their DTO classes: unknown fields and wrong values are refused by name. */
@Injectable()
export class BodyPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      stopAtFirstError: true,
      validationError: { target: false, value: false },
      exceptionFactory: (errors) => invalid(errors.flatMap((error) => fieldErrors(error))),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && (typeof value !== 'object' || value === null || Array.isArray(value))) {
      throw new ProblemException(400, {
        title: 'Bad request',
        detail: 'The body must be a JSON object, sent as application/json.',
      });
    }
    if (metadata.type === 'body' && !isNestedWithin(value, DEEPEST_BODY)) {
      throw new ProblemException(400, { title: 'Bad request', detail: 'The body is nested too deeply.' });
    }
    return super.transform(value, metadata);
  }
}

function fieldErrors(error: ValidationError, place = ''): FieldError[] {
  const field = place === '' ? error.property : `${place}.${error.property}`;
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
    field,
    message: rule === 'whitelistValidation' ? 'is not a known field' : withoutName(message, error.property),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, field))];
}

const withoutName = (message: string, property: string): string =>
  message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
