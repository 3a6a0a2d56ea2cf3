import { type ConnectionSnapshot, type OrderRevised, orderRevised } from '@joor-bridge/contracts';
import { type CallerIdentity, notFound } from '@joor-bridge/service-kit';
import { connectors } from '@joor-bridge/wms';
import type pg from 'pg';
import { decide } from '../decide/decide.js';
import { policyOf } from '../decide/policy.js';
import { deliverableOf } from '../deliver/deliverable.js';
import type { SettingsVersions } from '../ledger/settings-versions.js';
import type { AttemptView, DecisionView, DeliveryView, OrderDetail, ReviewView } from './order-dto.js';
import { ORDER_COLUMNS, ORDERS, type OrderRow, toSummary } from './order-rows.js';
import { REVIEW_COLUMNS, type ReviewRow, toReview } from './review-rows.js';

/** Reads one order with everything that happened to it. */
export class OrderDetails {
  constructor(
    private readonly pool: pg.Pool,
    private readonly versions: SettingsVersions,
  ) {}

  /** @throws 404 when the order does not exist for the caller */
  async read(connectionId: string, orderId: string, caller: CallerIdentity): Promise<OrderDetail> {
    const row = await this.find(connectionId, orderId, caller);
    const events = await this.events(row);
    const newest = events.get(row.revision)?.event;
    return {
      ...toSummary(row),
      decision: await this.decision(row, events),
      pastDecisions: await this.pastDecisions(row, events),
      revisions: [...events.values()].map(({ event, seenAt }) => ({
        revision: event.revision,
        modifiedAt: event.order.modifiedAt,
        seenAt: seenAt.toISOString(),
      })),
      delivery: await this.delivery(row),
      attempts: await this.attempts(row, events),
      reviews: await this.reviews(row),
      order: newest?.order ?? {},
    };
  }

  /** @throws 404 when the order does not exist for the caller */
  async find(connectionId: string, orderId: string, caller: CallerIdentity): Promise<OrderRow> {
    const { rows } = await this.pool.query<OrderRow>(
      `select ${ORDER_COLUMNS} from ${ORDERS} where o.connection_id = $1 and o.order_id = $2`,
      [connectionId, orderId],
    );
    const row = rows[0];
    if (row === undefined || !caller.sees(row.workspace_id)) throw notFound('order');
    return row;
  }

  private async events(row: OrderRow): Promise<Map<string, { event: OrderRevised; seenAt: Date }>> {
    const { rows } = await this.pool.query<{ event: Buffer; seen_at: Date }>(
      `select event, seen_at from revisions where connection_id = $1 and order_id = $2 order by modified_at, seen_at`,
      idOf(row),
    );
    const events = rows.map(({ event, seen_at }) => ({ event: orderRevised.decode(event), seenAt: seen_at }));
    return new Map(events.map((one) => [one.event.revision, one]));
  }

  private async decision(row: OrderRow, events: Events): Promise<DecisionView> {
    return this.explain({ ...row, reason: row.decision_reason }, row.connection_id, events);
  }

  private async pastDecisions(row: OrderRow, events: Events): Promise<DecisionView[]> {
    const { rows } = await this.pool.query<DecisionRow>(
      `select revision, settings_version, outcome, rule, reason, decided_at from past_decisions
       where connection_id = $1 and order_id = $2 order by decided_at desc`,
      idOf(row),
    );
    return Promise.all(rows.map((past) => this.explain(past, row.connection_id, events)));
  }

  /** The reports of all rules follow from the revision and the settings version. */
  private async explain(row: DecisionRow, connectionId: string, events: Events): Promise<DecisionView> {
    const event = events.get(row.revision)?.event;
    const snapshot = await this.versions.at(connectionId, row.settings_version);
    const explanation = event && snapshot ? decide(event.order, policyOf(snapshot)).explanation : [];
    return {
      revision: row.revision,
      settingsVersion: row.settings_version,
      outcome: row.outcome,
      rule: row.rule,
      reason: row.reason,
      decidedAt: row.decided_at.toISOString(),
      explanation: [...explanation],
    };
  }

  private async delivery(row: OrderRow): Promise<DeliveryView | null> {
    const { rows } = await this.pool.query<{
      state: string;
      revision: string;
      test_mode: boolean;
      attempts: number;
      wms_order_id: string | null;
      reason: string | null;
      due_at: Date | null;
      doubt: boolean;
    }>('select * from deliveries where connection_id = $1 and order_id = $2', idOf(row));
    const found = rows[0];
    if (found === undefined) return null;
    return {
      state: found.state,
      revision: found.revision,
      testMode: found.test_mode,
      attempts: found.attempts,
      wmsOrderId: found.wms_order_id,
      reason: found.reason,
      dueAt: found.due_at?.toISOString() ?? null,
      doubt: found.doubt,
    };
  }

  private async attempts(row: OrderRow, events: Events): Promise<AttemptView[]> {
    const { rows } = await this.pool.query<AttemptRow>(
      'select * from attempts where connection_id = $1 and order_id = $2 order by started_at',
      idOf(row),
    );
    return Promise.all(
      rows.map(async (attempt) => ({
        attemptId: attempt.attempt_id,
        revision: attempt.revision,
        answer: attempt.answer,
        reason: attempt.reason,
        startedAt: attempt.started_at.toISOString(),
        durationMs: attempt.duration_ms,
        method: attempt.method,
        url: attempt.url,
        status: attempt.status,
        requestHeaders: JSON.parse(attempt.request_headers),
        requestBody: attempt.request_body ?? (await this.renderAgain(attempt, row.connection_id, events)),
        responseBody: attempt.response_body,
      })),
    );
  }

  private async renderAgain(
    attempt: AttemptRow,
    connectionId: string,
    events: Events,
  ): Promise<string | null> {
    const event = events.get(attempt.revision)?.event;
    const snapshot = await this.versions.at(connectionId, attempt.settings_version);
    return event && snapshot ? renderOrder(event, snapshot) : null;
  }

  private async reviews(row: OrderRow): Promise<ReviewView[]> {
    const { rows } = await this.pool.query<ReviewRow>(
      `select ${REVIEW_COLUMNS} from reviews where connection_id = $1 and order_id = $2 order by opened_at`,
      idOf(row),
    );
    return rows.map(toReview);
  }
}

/** The body that a connection under these settings sends for an order. */
export function renderOrder(event: OrderRevised, snapshot: ConnectionSnapshot): string {
  const { system, options } = snapshot.destination;
  return connectors[system].render(deliverableOf(event, decide(event.order, policyOf(snapshot))), options);
}

type Events = ReadonlyMap<string, { event: OrderRevised }>;

interface DecisionRow {
  revision: string;
  settings_version: number;
  outcome: string;
  rule: string | null;
  reason: string | null;
  decided_at: Date;
}

interface AttemptRow {
  attempt_id: string;
  revision: string;
  settings_version: number;
  answer: string;
  reason: string | null;
  started_at: Date;
  duration_ms: number;
  method: string;
  url: string;
  status: number | null;
  request_headers: string;
  request_body: string | null;
  response_body: string;
}

const idOf = (row: OrderRow): [string, string] => [row.connection_id, row.order_id];
