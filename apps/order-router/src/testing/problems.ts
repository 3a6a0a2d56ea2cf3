import { type Problem, ProblemException } from '@joor-bridge/service-kit';

/** The problem that a promise is rejected with, as the API would tell it. */
export async function aRejection(promise: Promise<unknown>): Promise<Problem> {
  const error = await promise.then(
    () => new Error('nothing was refused'),
    (reason: unknown) => reason,
  );
  if (error instanceof ProblemException) return error.problem;
  throw error;
}
