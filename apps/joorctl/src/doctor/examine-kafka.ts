import { allTopics } from '@joor-bridge/contracts';
import { checkTopics } from '@joor-bridge/messaging';
import type { Context } from '../program/context.js';
import { withKafka } from '../topics/with-kafka.js';
import { type Finding, ill, well, wordsOf } from './finding.js';

/** Whether Kafka is there, with the topics that the services need. */
export async function examineKafka(context: Context): Promise<Finding> {
  try {
    await withKafka(() => checkTopics(context.bus));
    return well('Kafka', `reachable, all ${allTopics().length} topics are as they should be`);
  } catch (error) {
    return ill('Kafka', wordsOf(error));
  }
}
