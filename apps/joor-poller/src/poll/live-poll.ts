import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import type { ConnectionsTable, JoorAddresses, Log } from '@joor-bridge/service-kit';
import { type Lease, PollInterrupted } from '../schedule/lease.js';
import type { PollResult, PollResults } from '../schedule/poll-results.js';
import type { Claim } from '../schedule/schedules.js';
import { currentWorld } from './current-world.js';
import { outcomeOf, wellDone } from './outcome-of.js';
import type { PollMetrics } from './poll-metrics.js';
import { NOTHING, plus, type Tally } from './tally.js';
import type { WindowReader } from './window-reader.js';
import { firstPollFrom, pollWindows } from './windows.js';

/** A poll that could not begin, since this process has not heard of the newest settings yet, comes again soon. */
const AGAIN_MS = 500;

export interface LivePollParts {
  readonly connections: Pick<ConnectionsTable, 'get'>;
  readonly addresses: JoorAddresses;
  readonly reader: WindowReader;
  readonly results: PollResults;
  readonly metrics: Pick<PollMetrics, 'polled'>;
  readonly minuteMs: number;
  readonly stopped: AbortSignal;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
}

/** Polls one connection from its cursor to now. */
export class LivePoll {
  constructor(private readonly parts: LivePollParts) {}

  /** Never throws for what JOOR does; the result is written down. */
  async run(claim: Claim, lease: Lease): Promise<void> {
    const progress = { tally: NOTHING };
    try {
      await this.poll(claim, lease, progress);
      await this.finish(claim, wellDone(progress.tally));
    } catch (error) {
      if (error instanceof PollInterrupted) await this.parts.results.release(claim, AGAIN_MS);
      else await this.fail(claim, error, progress.tally);
    }
  }

  private async poll(claim: Claim, lease: Lease, progress: { tally: Tally }): Promise<void> {
    const { snapshot, world } = currentWorld(this.parts, claim);
    const check = () => {
      lease.check();
      currentWorld(this.parts, claim);
    };
    for (const window of pollWindows(claim.cursor, firstPollFrom(snapshot), new Date())) {
      check();
      const read = await this.parts.reader.read({ snapshot, world, lane: 'live', check }, window);
      progress.tally = plus(progress.tally, read);
      if (!(await this.parts.results.moveCursor(claim, window.to))) {
        throw new PollInterrupted('The lease of this poll went to another process.');
      }
    }
    this.tell(snapshot, progress.tally);
  }

  private async fail(claim: Claim, error: unknown, tally: Tally): Promise<void> {
    const { connectionId } = claim;
    const result = outcomeOf(error, claim.failures, tally, this.parts.minuteMs);
    const level = result.health === 'internal' ? 'error' : 'warn';
    const facts = { connectionId, err: error, health: result.health, nextAfterMs: result.nextAfterMs };
    this.parts.log[level](facts, `polling connection ${connectionId} failed: ${result.sentence}`);
    await this.finish(claim, result);
  }

  private async finish(claim: Claim, result: PollResult): Promise<void> {
    this.parts.metrics.polled(result.health);
    await this.parts.results.finish(claim, result);
  }

  private tell(snapshot: ConnectionSnapshot, tally: Tally): void {
    if (tally.published + tally.unreadable === 0) return;
    const { connectionId, name } = snapshot;
    const orders = `${tally.published} new or changed of ${tally.seen} orders`;
    this.parts.log.info({ connectionId, ...tally }, `polled ${name}: ${orders}`);
  }
}
