import { eventually } from '@joor-bridge/testing';
import type { Service } from '../../stage/service.js';

interface Run {
  readonly id: string;
  readonly state: string;
}

/** Lets the first run of each connection go out, when it waits for that. */
export async function approveFirstRuns(
  products: Service,
  brands: readonly { readonly connectionId: string }[],
): Promise<void> {
  for (const { connectionId } of brands) {
    await eventually(
      async () => {
        const { items } = await products.get<{ items: Run[] }>(
          `/v1/products/runs?connection=${connectionId}`,
        );
        const waiting = items.find(({ state }) => state === 'waiting-for-approval');
        if (!waiting) return false;
        // a newer run may have taken its place meanwhile
        const { status } = await products.ask('POST', `/v1/products/runs/${waiting.id}/approve`);
        return status === 200;
      },
      { timeoutMs: 60_000, everyMs: 200 },
    );
  }
}
