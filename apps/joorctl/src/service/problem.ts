import { z } from 'zod';

const Problem = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});

/** What a problem+json body says, in one sentence. */
export function readProblem(body: unknown): string {
  const { data } = Problem.safeParse(body);
  const fields = (data?.errors ?? []).map(({ field, message }) => `${field} ${message}`.trim()).join('; ');
  return data?.detail || fields || data?.title || 'no explanation given.';
}
