import { type Activity, activity, topics } from '@joor-bridge/contracts';
import { addToOutbox } from '@joor-bridge/persistence';
import type pg from 'pg';

export type ActivityFacts = Pick<Activity, 'connectionId' | 'workspaceId' | 'level' | 'kind' | 'message'>;

/** Tells a person, when the caller's transaction commits. */
export async function tellActivity(client: pg.ClientBase, facts: ActivityFacts): Promise<void> {
  const { connectionId, workspaceId, level, kind } = facts;
  const about = { connectionId, workspaceId, level, kind, message: facts.message.slice(0, 2_000) };
  const value: Activity = { ...about, at: new Date().toISOString(), service: 'product-service' };
  await addToOutbox(client, [{ topic: topics.activity.name, key: connectionId, type: activity.type, value }]);
}
