import { kindOf } from '@joor-bridge/messaging';

/**
 * Does work on a group, and where that fails for good, on each half of it: one member that cannot be worked on is
 * found in log2 steps and keeps no other from its work.
 * @param work has either done the whole group or nothing of it
 * @param refused gets the member that fails alone, and why
 * @throws what is transient: the whole group, or the half it came to, will work later
 */
export async function inHalves<T>(
  group: readonly T[],
  work: (part: readonly T[]) => Promise<void>,
  refused: (member: T, error: unknown) => Promise<void> | void,
): Promise<void> {
  const [first] = group;
  if (first === undefined) return;
  try {
    await work(group);
  } catch (error) {
    if (kindOf(error) === 'transient') throw error;
    if (group.length === 1) return refused(first, error);
    const middle = Math.ceil(group.length / 2);
    await inHalves(group.slice(0, middle), work, refused);
    await inHalves(group.slice(middle), work, refused);
  }
}
