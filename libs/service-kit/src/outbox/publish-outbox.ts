import { allTopics, type Topic } from '@joor-bridge/contracts';
import type { Bus, OutboundRecord } from '@joor-bridge/messaging';
import type { PendingRow } from '@joor-bridge/persistence';

const TOPICS: ReadonlyMap<string, Topic> = new Map(allTopics().map((topic) => [topic.name, topic]));

/** Puts outbox rows on their topics; a row keeps its event id when it is published again. */
export const publishOutbox =
  (bus: Pick<Bus, 'publish'>) =>
  async (rows: readonly PendingRow[]): Promise<void> => {
    const byTopic = new Map<Topic, OutboundRecord[]>();
    for (const row of rows) {
      const topic = TOPICS.get(row.topic);
      if (!topic) throw new Error(`The outbox holds an event for "${row.topic}", which is no topic.`);
      const records = byTopic.get(topic) ?? [];
      records.push({
        key: row.key,
        type: row.type,
        value: row.value,
        headers: { ...row.headers, ce_id: row.id },
      });
      byTopic.set(topic, records);
    }
    await Promise.all([...byTopic].map(([topic, records]) => bus.publish(topic, records)));
  };
