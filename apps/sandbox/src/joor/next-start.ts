import type { Quirks } from './quirks.js';

/** The `next_start` of a v2 envelope, as this world writes it. */
export function nextStart(
  { nextStart: habit }: Quirks,
  page: { readonly startFrom: number; readonly count: number },
  total: number,
): { next_start?: number | '' } {
  const next = page.startFrom + page.count;
  if (habit === 'never') return {};
  if (next < total || habit === 'past-end') return { next_start: next };
  return habit === 'absent' ? {} : { next_start: '' };
}
