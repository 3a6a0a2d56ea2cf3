import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';

class FieldProblemDto {
  @ApiProperty({ description: 'Dotted place in the body.' }) field: string;
  @ApiProperty() message: string;
}

/** The body of an error answer (RFC 9457). */
class ProblemDto {
  @ApiProperty({ example: 'about:blank' }) type: string;
  @ApiProperty() title: string;
  @ApiProperty({ type: 'integer' }) status: number;
  @ApiProperty({ required: false, description: 'What happened and what to do.' }) detail?: string;
  @ApiProperty({ required: false, type: [FieldProblemDto] }) errors?: FieldProblemDto[];
}

/** One error answer of a route. */
export const ApiProblem = (status: number, description: string) =>
  applyDecorators(
    ApiExtraModels(ProblemDto),
    ApiResponse({
      status,
      description,
      content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
    }),
  );

/** What every route can answer. */
export const ApiProblems = () =>
  applyDecorators(
    ApiProblem(401, 'The API key is missing, unknown, revoked or expired.'),
    ApiProblem(404, 'There is no such thing, or it is not yours.'),
  );

/** For routes with a body. */
export const ApiRefusedFields = () => ApiProblem(422, 'A field cannot be taken; `errors` names it.');

/** For routes that depend on how things stand. */
export const ApiConflict = (description: string) => ApiProblem(409, description);
