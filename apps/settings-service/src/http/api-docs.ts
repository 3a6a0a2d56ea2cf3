import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';

const problem = (status: number, description: string) =>
  ApiResponse({
    status,
    description,
    content: {
      'application/problem+json': {
        schema: {
          type: 'object',
          required: ['type', 'title', 'status'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
            errors: {
              type: 'array',
              items: {
                type: 'object',
                required: ['field', 'message'],
                properties: { field: { type: 'string' }, message: { type: 'string' } },
              },
            },
          },
        },
      },
    },
  });

/** What every route can answer. */
export const ApiProblems = () =>
  applyDecorators(
    problem(400, 'The request cannot be read.'),
    problem(401, 'The API key is missing, unknown, revoked or expired.'),
    problem(403, 'The API key may not do this.'),
    problem(404, 'There is no such thing, or it is not yours.'),
    problem(422, 'A field cannot be taken; `errors` names it.'),
  );

/** A change of a version that was seen. */
export const ApiVersioned = () =>
  applyDecorators(
    ApiHeader({
      name: 'If-Match',
      required: true,
      description: 'ETag of the version that was seen, as in "3".',
      schema: { type: 'string' },
    }),
    problem(412, 'Somebody else changed it in the meantime.'),
    problem(428, 'If-Match is missing.'),
  );
