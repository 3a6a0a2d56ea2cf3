import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';

class FieldProblemDto {
  @ApiProperty() field: string;
  @ApiProperty() message: string;
}

/** The body of an error answer (RFC 9457). */
class ProblemDto {
  @ApiProperty() type: string;
  @ApiProperty() title: string;
  @ApiProperty() status: number;
  @ApiProperty({ required: false }) detail?: string;
  @ApiProperty({ required: false, type: [FieldProblemDto] }) errors?: FieldProblemDto[];
}

const problem = (status: number, description: string) =>
  ApiResponse({
    status,
    description,
    content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
  });

/** What every route can answer. */
export const ApiProblems = () =>
  applyDecorators(
    ApiExtraModels(ProblemDto),
    problem(401, 'The API key is missing, unknown, revoked or expired.'),
    problem(404, 'There is no such thing, or it is not yours.'),
  );

/** For routes with a body. */
export const ApiRefusedFields = () => problem(422, 'A field cannot be taken; `errors` names it.');

/** For routes that depend on how things stand. */
export const ApiConflict = (description: string) => problem(409, description);
