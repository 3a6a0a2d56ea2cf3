import { PullFailed } from '../pull-failed.js';

/** All pages. @throws PullFailed */
export async function allOf<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = [];
  for await (const page of pages) read.push(page);
  return read;
}

/** How a reading failed. @throws when it did not */
export async function failureOf(pages: AsyncIterable<unknown>): Promise<PullFailed> {
  const error = await allOf(pages).then(
    () => new Error('it ended normally'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof PullFailed) return error;
  throw error;
}
