import { ApiProblem, ApiProblems, ApiRefusedFields } from '@joor-bridge/service-kit';
import { applyDecorators } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';

/** What every route of this service can answer. */
export const ApiSettingsProblems = () =>
  applyDecorators(
    ApiProblems(),
    ApiProblem(400, 'The request cannot be read.'),
    ApiProblem(403, 'The API key may not do this.'),
    ApiProblem(413, 'The body has more than 1 MB.'),
    ApiProblem(415, 'The body is not application/json.'),
    ApiRefusedFields(),
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
    ApiProblem(412, 'Somebody else changed it in the meantime.'),
    ApiProblem(428, 'If-Match is missing.'),
  );
