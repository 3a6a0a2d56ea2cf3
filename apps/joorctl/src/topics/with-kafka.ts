import { isInfrastructure } from '@joor-bridge/messaging';
import { CommandFailed, EXIT } from '../program/exit-code.js';

/** Does something with Kafka; that it cannot be reached is said in one sentence. */
export async function withKafka<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isInfrastructure(error)) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandFailed(
      `Kafka cannot be used (${why}): start it, or give its brokers by --kafka-brokers.`,
      EXIT.unreachable,
      { cause: error },
    );
  }
}
