import { eventually } from '@joor-bridge/testing';
import type { Service } from '../../stage/service.js';

interface Run {
  readonly id: string;
  readonly state: string;
}

/** Lets the first publication of each connection go out, when it waits for that. */
export async function approveFirstRuns(
  inventory: Service,
  shops: readonly { readonly connectionId: string }[],
): Promise<void> {
  for (const { connectionId } of shops) {
    const waiting = await eventually(
      async () => {
        const { items } = await inventory.get<{ items: Run[] }>(
          `/v1/inventory/runs?connection=${connectionId}`,
        );
        return items.find(({ state }) => state === 'waiting-for-approval');
      },
      { timeoutMs: 60_000, everyMs: 200 },
    );
    await inventory.post(`/v1/inventory/runs/${waiting.id}/approve`);
  }
}
