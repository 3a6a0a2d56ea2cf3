import { type ConnectionSnapshot, GROUPS, Malformed, topics } from '@joor-bridge/contracts';
import type { CreditBudget } from '@joor-bridge/joor';
import { type Bus, publishUnreadable } from '@joor-bridge/messaging';
import type { Database } from '@joor-bridge/persistence';
import {
  type ConnectionsTable,
  JoorAccounts,
  type Log,
  type OutboundHttp,
  type Readiness,
} from '@joor-bridge/service-kit';
import { type CheckedAccount, checkAccount } from './account/account-check.js';
import { OrderLists } from './account/order-lists.js';
import { BackfillPart } from './backfill/backfill-part.js';
import { Backfills } from './backfill/backfills.js';
import { KillPoints } from './chaos/kill-points.js';
import { LivePoll } from './poll/live-poll.js';
import { PageIntake, type UnreadableRecordOf } from './poll/page-intake.js';
import { pauseUntil } from './poll/pause.js';
import type { PollMetrics } from './poll/poll-metrics.js';
import { WindowReader } from './poll/window-reader.js';
import type { PollerConfig } from './poller-config.js';
import { PollLoop } from './run/poll-loop.js';
import { LeaseKeeper } from './schedule/lease-keeper.js';
import { PollResults } from './schedule/poll-results.js';
import { ScheduleSync } from './schedule/schedule-sync.js';
import { Schedules } from './schedule/schedules.js';
import { SeenRevisions } from './seen/seen-revisions.js';

export interface PollerParts {
  readonly config: PollerConfig;
  readonly bus: Bus;
  readonly database: Database;
  readonly budget: CreditBudget;
  readonly connections: ConnectionsTable;
  readonly outbound: OutboundHttp;
  readonly readiness: Pick<Readiness, 'report'>;
  readonly metrics: PollMetrics;
  readonly log: Log;
}

/** The poller at work, without its HTTP side. */
export class Poller {
  private readonly stopping = new AbortController();
  private readonly loop: PollLoop;
  private readonly sync: ScheduleSync;
  private readonly accounts: JoorAccounts;
  private readonly lists: OrderLists;

  constructor(private readonly parts: PollerParts) {
    const { config, database, connections, log } = parts;
    const schedules = new Schedules(database);
    const backfills = new Backfills(database);
    this.accounts = new JoorAccounts(connections, parts.outbound);
    this.lists = new OrderLists(this.accounts);
    this.sync = new ScheduleSync(connections, schedules, config, config.pollMinuteMs);
    const stopped = this.stopping.signal;
    const reader = this.windowReader();
    const shared = { connections, addresses: config, reader, minuteMs: config.pollMinuteMs, stopped, log };
    this.loop = new PollLoop({
      sync: this.sync,
      schedules,
      backfills,
      leases: new LeaseKeeper(database, config.pollerLeaseMs, (error) =>
        log.warn({ err: error }, 'leases could not be renewed; polls end where they are if it goes on'),
      ),
      livePoll: new LivePoll({ ...shared, results: new PollResults(database), metrics: parts.metrics }),
      backfillPart: new BackfillPart({ ...shared, backfills }),
      readiness: parts.readiness,
      log,
    });
  }

  start(): void {
    this.sync.start((connectionId) => {
      if (!this.parts.connections.get(connectionId)) this.accounts.forget(connectionId);
    });
    this.loop.start();
  }

  /** Whether JOOR takes a connection's credentials. */
  check(snapshot: ConnectionSnapshot): Promise<CheckedAccount> {
    const { budget, config: addresses } = this.parts;
    return checkAccount(snapshot, { lists: this.lists, budget, addresses, now: new Date() });
  }

  /** Polls end before their next request and write down where they are. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop.stop();
  }

  private windowReader(): WindowReader {
    const { bus, database, config, metrics, budget } = this.parts;
    const intake = new PageIntake({
      seen: new SeenRevisions(database),
      publishOrders: (records) => bus.publish(topics.orders, records),
      publishUnreadable: (records) => publishUnreadable(bus, DEAD_LETTERS, records.map(unreadable)),
      killPoints: new KillPoints(config.pollerKillPoint, config.pollerKillNth),
      metrics,
    });
    return new WindowReader(this.lists, budget, intake, pauseUntil(this.stopping.signal));
  }
}

const DEAD_LETTERS = { topic: topics.orders.name, group: GROUPS.poller };

const unreadable = ({ key, raw, reason }: UnreadableRecordOf) => ({
  key,
  body: Buffer.from(raw),
  failure: new Malformed(reason),
});
