import { setTimeout as pause } from 'node:timers/promises';

/** Resolves once `condition` no longer throws and is not false; else throws its last complaint after `withinMs`. */
export async function eventually(
  condition: () => unknown | Promise<unknown>,
  withinMs = 10_000,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      if ((await condition()) !== false) return;
      if (Date.now() > deadline) throw new Error(`The condition did not come true within ${withinMs} ms.`);
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await pause(10);
  }
}
