import { createHash } from 'node:crypto';
import {
  MAX_EVENT_BYTES,
  type Order,
  orderKey,
  orderRevised,
  TEST_ORDER_PREFIX,
} from '@joor-bridge/contracts';
import { revisionOf, type UnreadableOrder, type WindowPage } from '@joor-bridge/joor';
import type { OutboundRecord } from '@joor-bridge/messaging';
import type { KillPoints } from '../chaos/kill-points.js';
import type { SeenPlace, SeenRevisions, Sighting } from '../seen/seen-revisions.js';
import type { PollMetrics } from './poll-metrics.js';
import type { Tally } from './tally.js';

/** Whose orders a page holds. */
export interface PageOwner extends SeenPlace {
  readonly workspaceId: string;
}

export interface IntakeParts {
  readonly seen: SeenRevisions;
  readonly publishOrders: (records: readonly OutboundRecord[]) => Promise<void>;
  readonly publishUnreadable: (records: readonly UnreadableRecordOf[]) => Promise<void>;
  readonly killPoints: KillPoints;
  readonly metrics: Pick<PollMetrics, 'took'>;
}

export interface UnreadableRecordOf {
  readonly key: string;
  readonly raw: string;
  readonly reason: string;
}

type OrderSighting = Sighting & { readonly order: Order };
type UnreadableSighting = Sighting & { readonly record: UnreadableOrder };

/** Unreadable records have no date; all are as old as each other, so that each new body counts as a change. */
const UNDATED = '1970-01-01T00:00:00Z';

/** Takes one page in: what changed goes to the topic, and is remembered once the broker has it. */
export class PageIntake {
  constructor(private readonly parts: IntakeParts) {}

  async take(owner: PageOwner, page: WindowPage): Promise<Tally> {
    const { seen, killPoints } = this.parts;
    killPoints.pass('after-page');
    const { orders, unreadable } = sight(owner, page);
    const sightings = [...orders, ...unreadable];
    const changed = new Set<Sighting>(await seen.changed(owner, sightings));
    const newOrders = orders.filter((sighting) => changed.has(sighting));
    const newUnreadable = unreadable.filter((sighting) => changed.has(sighting));
    await Promise.all([
      this.parts.publishOrders(newOrders.map((sighting) => recordOf(owner, sighting))),
      this.parts.publishUnreadable(newUnreadable.map((sighting) => deadLetterOf(owner, sighting))),
    ]);
    killPoints.pass('after-publish');
    await seen.remember(owner, sightings);
    killPoints.pass('after-store');
    const listed = page.orders.length + page.unreadable.length;
    const counts = { published: newOrders.length, unreadable: newUnreadable.length };
    const tally: Tally = { pages: 1, seen: listed, ...counts };
    this.parts.metrics.took(tally);
    return tally;
  }
}

function sight(owner: PageOwner, page: WindowPage) {
  const orders: OrderSighting[] = [];
  const tooLarge: UnreadableOrder[] = [];
  for (const listed of newestPerId(page.orders)) {
    const order = inWorld(owner, listed);
    const sighting = {
      orderId: order.orderId,
      revision: revisionOf(order),
      modifiedAt: order.modifiedAt,
      order,
    };
    const bytes = Buffer.byteLength(JSON.stringify(eventOf(owner, sighting)));
    if (bytes <= MAX_EVENT_BYTES) orders.push(sighting);
    else tooLarge.push({ orderId: order.orderId, raw: JSON.stringify(order), reason: tooLargeReason(bytes) });
  }
  const unreadable = new Map<string, UnreadableSighting>();
  for (const record of [...page.unreadable, ...tooLarge]) {
    const sighting = unreadableSighting(record);
    unreadable.set(sighting.orderId, sighting);
  }
  return { orders, unreadable: [...unreadable.values()] };
}

/** JOOR's sandbox numbers its orders on its own: the prefix keeps them apart from production's for ever. */
const inWorld = ({ world }: PageOwner, order: Order): Order =>
  world === 'sandbox' ? { ...order, orderId: `${TEST_ORDER_PREFIX}${order.orderId}` } : order;

const tooLargeReason = (bytes: number) =>
  `order: is ${bytes} bytes as an event, more than the ${MAX_EVENT_BYTES} allowed`;

function newestPerId(orders: readonly Order[]): Iterable<Order> {
  const newest = new Map<string, Order>();
  for (const order of orders) {
    const known = newest.get(order.orderId);
    if (!known || Date.parse(known.modifiedAt) <= Date.parse(order.modifiedAt))
      newest.set(order.orderId, order);
  }
  return newest.values();
}

function unreadableSighting(record: UnreadableOrder): UnreadableSighting {
  const revision = createHash('sha256').update(record.raw).digest('hex').slice(0, 32);
  return { orderId: `unreadable ${record.orderId ?? revision}`, revision, modifiedAt: UNDATED, record };
}

const eventOf = (owner: PageOwner, { order, revision }: OrderSighting) => ({
  connectionId: owner.connectionId,
  workspaceId: owner.workspaceId,
  revision,
  observedAt: new Date().toISOString(),
  order,
});

const recordOf = (owner: PageOwner, sighting: OrderSighting): OutboundRecord => ({
  key: orderKey(owner.connectionId, sighting.orderId),
  type: orderRevised.type,
  subject: sighting.orderId,
  value: eventOf(owner, sighting),
});

const deadLetterOf = (owner: PageOwner, { record }: UnreadableSighting): UnreadableRecordOf => ({
  key: orderKey(owner.connectionId, record.orderId ?? ''),
  raw: record.raw,
  reason: record.reason,
});
