import { HttpException } from '@nestjs/common';

/** What is wrong with one field of a request. `field` is its dotted place in the body. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** The body of an error answer (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
}

/** An error answer that says what was wrong and what to do. */
export class ProblemException extends HttpException {
  readonly problem: Problem;

  constructor(
    status: number,
    problem: { title: string; detail?: string; field?: string; errors?: readonly FieldError[] },
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(problem.title, status);
    const { title, detail, field } = problem;
    const errors =
      problem.errors ?? (field === undefined ? undefined : [{ field, message: detail ?? title }]);
    this.problem = {
      type: 'about:blank',
      title,
      status,
      ...(detail === undefined ? {} : { detail }),
      ...(errors === undefined ? {} : { errors }),
    };
  }
}

/** The same answer whether a thing does not exist or belongs to somebody else. */
export const notFound = (what: string): ProblemException =>
  new ProblemException(404, { title: 'Not found', detail: `There is no such ${what}.` });

/** Well-formed, but its values cannot be taken. */
export const invalid = (errors: readonly FieldError[]): ProblemException =>
  new ProblemException(422, {
    title: 'The request cannot be taken',
    detail: errors.map(({ field, message }) => (field === '' ? message : `${field} ${message}`)).join('; '),
    errors,
  });
