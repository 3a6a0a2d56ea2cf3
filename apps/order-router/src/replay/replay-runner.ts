import { type OrderRevised, orderKey, orderRevised, topics } from '@joor-bridge/contracts';
import { type Bus, readTopic } from '@joor-bridge/messaging';
import type pg from 'pg';
import { decide } from '../decide/decide.js';
import type { Connections, Policies } from '../intake/connections.js';
import { incoming, knownOrders } from '../ledger/change-known.js';
import type { Entry } from '../ledger/entry.js';
import { type KnownOrder, reconsider } from '../ledger/reconsider.js';
import type { NewReplay } from './replay-dto.js';
import { ReplayProgress } from './replay-progress.js';
import type { Replays } from './replays.js';

/** Orders that are looked up in the ledger, and published, at once. */
const GROUP = 500;
const READS_BETWEEN = 2_000;

/**
 * Runs a replay: reads the order topic, and puts what the conditions name on the replay topic, or only says what
 * would be delivered. Both use the rules of the live path, so what the dry run names is what a replay delivers.
 */
export class ReplayRunner {
  private readonly running = new Set<Promise<void>>();
  private stopping = false;

  constructor(
    private readonly parts: {
      readonly pool: pg.Pool;
      readonly bus: Bus;
      readonly connections: Connections;
      readonly policies: Policies;
      readonly replays: Pick<Replays, 'touch' | 'finish'>;
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /** Starts it; its record tells how it goes. */
  start(id: string, request: NewReplay, workspaceId: string | null): void {
    const run = this.run(id, request, workspaceId)
      // Its end could not be written: its record shows it as interrupted.
      .catch(this.parts.onError)
      .finally(() => this.running.delete(run));
    this.running.add(run);
  }

  /** Ends what is running where it is; the records show it as interrupted. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.running);
  }

  private async run(id: string, request: NewReplay, workspaceId: string | null): Promise<void> {
    const progress = new ReplayProgress();
    const failure = await this.readAndReplay(id, request, workspaceId, progress).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    if (!this.stopping) await this.parts.replays.finish(id, progress, failure);
  }

  private async readAndReplay(
    id: string,
    request: NewReplay,
    workspaceId: string | null,
    progress: ReplayProgress,
  ): Promise<void> {
    const isWanted = conditions(request, workspaceId);
    const newest = new Map<string, Entry>();
    const places = {
      ...(request.from === undefined ? {} : { from: Date.parse(request.from) }),
      ...(request.to === undefined ? {} : { to: Date.parse(request.to) }),
    };
    const flush = async (): Promise<boolean> => {
      const entries = [...newest.values()];
      newest.clear();
      if (entries.length > 0) await this.replay(id, request, entries, progress);
      return this.parts.replays.touch(id, progress);
    };
    for await (const { message } of readTopic(this.parts.bus, topics.orders, places)) {
      if (this.stopping) return;
      progress.read += 1;
      const event = readable(message.value);
      if (event !== null && isWanted(event)) {
        this.keepNewest(newest, event, message.value ?? Buffer.alloc(0));
      }
      // Also where little matches: its record shows that it is alive, and a cancel is noticed.
      const due = newest.size >= GROUP || progress.read % READS_BETWEEN === 0;
      if (due && !(await flush())) return;
    }
    await flush();
  }

  private keepNewest(newest: Map<string, Entry>, event: OrderRevised, bytes: Buffer): void {
    const key = orderKey(event.connectionId, event.order.orderId);
    const known = newest.get(key);
    if (known && Date.parse(known.event.order.modifiedAt) > Date.parse(event.order.modifiedAt)) return;
    const snapshot = this.parts.connections.get(event.connectionId);
    const decision = snapshot ? decide(event.order, this.parts.policies.policyFor(snapshot)) : null;
    newest.set(key, { event, bytes, decision, start: null, record: null });
  }

  private async replay(
    id: string,
    { dryRun }: NewReplay,
    entries: Entry[],
    progress: ReplayProgress,
  ): Promise<void> {
    const known = await knownOrders(this.parts.pool, entries);
    for (const entry of entries) {
      const { connectionId, order } = entry.event;
      const before = known.get(orderKey(connectionId, order.orderId));
      progress.note({ connectionId, orderId: order.orderId }, wouldDeliver(entry, before));
    }
    if (dryRun) return;
    await this.parts.bus.publish(
      topics.ordersReplay,
      entries.map(({ event }) => ({
        key: orderKey(event.connectionId, event.order.orderId),
        type: orderRevised.type,
        subject: event.order.orderId,
        value: event,
        headers: { 'replay-id': id },
      })),
    );
  }
}

function wouldDeliver(entry: Entry, before: KnownOrder | undefined): boolean {
  if (entry.decision?.outcome !== 'deliver') return false;
  return before === undefined || reconsider(before, incoming(entry, 'replay')) === 'take';
}

function conditions(request: NewReplay, workspaceId: string | null): (event: OrderRevised) => boolean {
  const orders = request.orders && new Set(request.orders);
  return (event) =>
    (workspaceId === null || event.workspaceId === workspaceId) &&
    (request.connectionId === undefined || event.connectionId === request.connectionId) &&
    (orders === undefined || orders.has(event.order.orderId));
}

/** What cannot be read is among the dead letters already. */
function readable(value: Buffer | null): OrderRevised | null {
  try {
    return value === null ? null : orderRevised.decode(value);
  } catch {
    return null;
  }
}
