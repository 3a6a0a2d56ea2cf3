import {
  type OrderOutcome,
  type OrderRevised,
  orderKey,
  orderOutcome,
  orderRevised,
  type Settings,
  topics,
} from '@joor-bridge/contracts';
import { type Bus, createBus, provisionTopics, readTopic } from '@joor-bridge/messaging';
import { OutboxRelay } from '@joor-bridge/persistence';
import { CallerIdentity, createLog, publishOutbox } from '@joor-bridge/service-kit';
import { eventually, freshPrefix } from '@joor-bridge/testing';
import { type OrderAction, OrderActions } from '../api/order-actions.js';
import { OrderDetails } from '../api/order-detail.js';
import { Policies } from '../intake/connections.js';
import { LedgerRebuild } from '../rebuild/ledger-rebuild.js';
import { anExchange } from './answers.js';
import { type OwnLedger, SETTLE_MS } from './ledger.js';
import { aConnection } from './orders.js';
import { RouterStage } from './router-stage.js';

const log = createLog({ name: 'outcomes-test', level: 'fatal' });
const ADA = new CallerIdentity('key_1', 'Ada', null);

/** A router stage whose outcomes, published or by outbox, go to a topic of their own, where they can be read. */
export class OutcomeStage {
  private constructor(
    readonly stage: RouterStage,
    readonly bus: Bus,
    private readonly relay: OutboxRelay,
    private readonly ledger: OwnLedger,
  ) {}

  static async make(ledger: OwnLedger, kafkaBrokers = ''): Promise<OutcomeStage> {
    const brokers = kafkaBrokers.split(',');
    const bus = createBus({ brokers, prefix: freshPrefix(), clientId: 'outcomes-test', log });
    await provisionTopics(bus, [topics.orders, topics.outcomes, topics.activity]);
    const relay = new OutboxRelay({ database: ledger.database, publish: publishOutbox(bus), log });
    relay.start();
    return new OutcomeStage(new RouterStage(ledger.pool, undefined, bus), bus, relay, ledger);
  }

  /** Every outcome of an order, in the order of the topic, once the outbox is empty. */
  async told(orderId: string): Promise<OrderOutcome[]> {
    await eventually(async () => (await this.ledger.outbox()).length === 0);
    const outcomes: OrderOutcome[] = [];
    for await (const { message } of readTopic(this.bus, topics.outcomes)) {
      const outcome = orderOutcome.decode(message.value);
      if (outcome.orderId === orderId) outcomes.push(outcome);
    }
    return outcomes;
  }

  /** The outcome that holds: the last, which compaction leaves, and the one of the newest `at`, are the same. */
  async holds(orderId: string): Promise<OrderOutcome | undefined> {
    const told = await this.told(orderId);
    const last = told.at(-1);
    const newest = Math.max(...told.map(({ at }) => Date.parse(at)));
    if (last && Date.parse(last.at) < newest) throw new Error(`an older outcome of ${orderId} came last`);
    return last;
  }

  settingsAre(version: number, settings: Partial<Settings> = {}): void {
    this.stage.connections.set(aConnection('con_1', settings, { version }));
  }

  async arrived(...events: OrderRevised[]): Promise<void> {
    await this.stage.arrive(events);
    await this.stage.settled();
  }

  /** The WMS can be asked from now on, and has what it is asked for. */
  wmsHasIt(): void {
    const { stage } = this;
    stage.destination = (snapshot) =>
      stage.ready(snapshot, { capabilities: { idempotencyKey: false, lookUp: true } });
    stage.deliverer.forget('con_1');
    stage.find = async () => ({ kind: 'found', wmsOrderId: 'W-1', exchange: anExchange() });
  }

  /** Lets the timer send what is parked until the order is delivered. */
  async timerDelivers(orderId: string): Promise<void> {
    this.stage.timer.start();
    await this.ledger.pool.query('update deliveries set due_at = now()');
    await eventually(async () => (await this.ledger.delivery(orderId))?.state === 'delivered');
    await this.stage.settled();
  }

  /** A person does this. */
  async act(orderId: string, action: OrderAction): Promise<void> {
    const { pool, versions, intake } = this.stage;
    const order = await new OrderDetails(pool, versions).find('con_1', orderId, ADA);
    await new OrderActions(pool, intake, SETTLE_MS).act(order, action, {}, ADA);
  }

  /** The ledger is lost, with all it has not told and the settings of before, and made anew from the topics. */
  async ledgerIsRebuilt(...orders: OrderRevised[]): Promise<void> {
    await this.bus.publish(
      topics.orders,
      orders.map((value) => ({
        ...{ key: orderKey(value.connectionId, value.order.orderId), type: orderRevised.type, value },
      })),
    );
    await this.ledger.clear();
    await this.ledger.pool.query('truncate ledger_origin');
    const { pool, connections, versions } = this.stage;
    const { bus } = this;
    await new LedgerRebuild({
      ...{ pool, bus, connections, versions, log },
      policies: new Policies(),
    }).ensureWhole();
  }

  async stop(): Promise<void> {
    await this.stage.stop();
    await this.relay.stop();
    await this.bus.close();
  }
}
