import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';

class FieldErrorView {
  @ApiProperty({ description: 'Dotted place in the body.' }) field: string;
  @ApiProperty() message: string;
}

/** RFC 9457. */
class ProblemView {
  @ApiProperty({ example: 'about:blank' }) type: string;
  @ApiProperty() title: string;
  @ApiProperty({ type: 'integer' }) status: number;
  @ApiProperty({ required: false, description: 'What happened and what to do.' }) detail?: string;
  @ApiProperty({ required: false, type: [FieldErrorView] }) errors?: FieldErrorView[];
}

const problem = (status: number, description: string) =>
  applyDecorators(
    ApiExtraModels(ProblemView),
    ApiResponse({
      status,
      description,
      content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemView) } } },
    }),
  );

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
