import { setTimeout as pause } from 'node:timers/promises';

/** What brokers answer for a moment after a topic was made or its leader has moved. */
const SETTLING = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'NOT_LEADER_FOR_PARTITION', 'LEADER_NOT_AVAILABLE']);

/** | try | 1 | 2 … 10 |
 *  |-----|---|--------|
 *  | wait | – | 0.2 s |
 */
const TRIES = 10;
const WAIT_MS = 200;

/** Repeats administrative work, which must bear repeating, while the cluster's metadata are still on their way. */
export async function whileSettling<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES || !SETTLING.has(String(Reflect.get(Object(error), 'type')))) throw error;
      await pause(WAIT_MS);
    }
  }
}
