import type { ConnectionSnapshot, World } from '@joor-bridge/contracts';
import { type ClaimedWork, type Database, LeaseLost } from '@joor-bridge/persistence';
import type { ConnectionsTable, Destination, WorkEnd } from '@joor-bridge/service-kit';
import { PullFailed, type StockPage } from '@joor-bridge/wms';
import { failureOf, NotMaterialised } from './pull-failure.js';
import { PullInterrupted } from './pull-interrupted.js';
import type { BegunPull, PullOutcome, PullPlace, PullRecords, PullTally } from './pull-records.js';
import { waitAfter } from './pull-waits.js';
import { readAhead } from './read-ahead.js';
import { readsStock, worldNameOf } from './readable-stock.js';
import { StockPull, type StockPullParts } from './stock-pull.js';
import { SweepSession } from './sweep-session.js';

/** A pull that could not begin, since this process has not heard of the newest settings yet, comes again soon. */
const AGAIN_MS = 500;
/** How often a pull under way writes down how far it is. */
const TOLD_EVERY_MS = 1_000;

const NO_SANDBOX =
  'Joor Test Mode is on and the WMS has no sandbox: there is no stock to be read. Give the destination a sandbox address.';

const NOTHING: PullTally = { pages: 0, rows: 0, changed: 0, zeroed: 0, refusedRows: 0, refused: [] };

type Stock = () => AsyncIterable<StockPage>;

export interface PullRunnerParts extends StockPullParts {
  readonly database: Pick<Database, 'connect'>;
  readonly connections: Pick<ConnectionsTable, 'get'>;
  readonly destinationOf: (snapshot: ConnectionSnapshot) => Destination;
  readonly records: PullRecords;
  readonly minuteMs: number;
  readonly log: { error(facts: object, message: string): void; warn(facts: object, message: string): void };
}

/** Runs a pull that is due, from what the connection is now to its record. */
export class PullRunner {
  constructor(private readonly parts: PullRunnerParts) {}

  /** Never throws for what the WMS does. */
  async run(work: ClaimedWork, stopped: AbortSignal): Promise<WorkEnd> {
    const snapshot = this.parts.connections.get(work.connectionId);
    if (!snapshot) return { failed: false, againInMs: this.parts.minuteMs };
    if (changed(snapshot, work)) return { failed: false, againInMs: AGAIN_MS };
    const place = {
      connectionId: work.connectionId,
      workspaceId: work.workspaceId,
      world: worldNameOf(snapshot),
    };
    const destination = this.parts.destinationOf(snapshot);
    if (destination.kind === 'ready' && destination.wms.stock === undefined) return { failed: false };
    const pull = await this.parts.records.begin(place);
    if (destination.kind === 'would-deliver') return this.end(place, pull, 'failed', NO_SANDBOX);
    if (destination.kind === 'unusable') {
      const problem = new PullFailed(
        'refused',
        `Stock of "${snapshot.name}" cannot be read: ${destination.problem}.`,
      );
      return this.fail(work, place, pull, NOTHING, problem);
    }
    const { wms } = destination;
    return this.read(
      work,
      place,
      pull,
      () => wms.stock?.() ?? nothing(),
      this.checkOf(work, snapshot, stopped),
    );
  }

  private async read(
    work: ClaimedWork,
    place: PullPlace,
    pull: BegunPull,
    stock: Stock,
    check: () => void,
  ): Promise<WorkEnd> {
    let tally = NOTHING;
    try {
      const session = await SweepSession.open(this.parts.database, place, pull);
      try {
        const reading = new StockPull(this.parts, place, pull.startedAt, session, check);
        const doubt = await this.sweep(reading, place, pull, stock, check).finally(() => {
          tally = reading.tally;
        });
        return await this.end(place, pull, doubt === null ? 'done' : 'refused', doubt, tally);
      } finally {
        await session.close().catch(() => undefined);
      }
    } catch (error) {
      return this.fail(work, place, pull, tally, error);
    }
  }

  private async sweep(
    reading: StockPull,
    place: PullPlace,
    pull: BegunPull,
    stock: Stock,
    check: () => void,
  ): Promise<string | null> {
    check();
    try {
      await this.readPages(reading, pull, stock, check);
    } catch (error) {
      // what the WMS has said until then holds
      if (error instanceof PullFailed) await reading.flush();
      throw error;
    }
    check();
    return reading.finish(await this.parts.records.accepted(place));
  }

  private async readPages(
    reading: StockPull,
    pull: BegunPull,
    stock: Stock,
    check: () => void,
  ): Promise<void> {
    let toldAt = Date.now();
    for await (const page of readAhead(stock())) {
      check();
      await reading.page(page);
      if (Date.now() - toldAt < TOLD_EVERY_MS) continue;
      toldAt = Date.now();
      await this.parts.records.progress(pull.id, reading.tally);
    }
  }

  /** Asked before each step that others see, so that switching off or to the other world ends it, too. */
  private checkOf(work: ClaimedWork, begun: ConnectionSnapshot, stopped: AbortSignal): () => void {
    return () => {
      if (stopped.aborted) throw new PullInterrupted('The service stopped.');
      work.lease.check();
      const snapshot = this.parts.connections.get(work.connectionId);
      if (!snapshot || changed(snapshot, work)) {
        throw new PullInterrupted('The connection was switched off, to the other world, or deleted.');
      }
      if (snapshot.version !== begun.version && elsewhere(snapshot, begun)) {
        throw new PullInterrupted('The connection was pointed at another WMS.');
      }
    };
  }

  private async end(
    place: PullPlace,
    pull: BegunPull,
    outcome: PullOutcome,
    reason: string | null,
    tally: PullTally = NOTHING,
  ): Promise<WorkEnd> {
    await this.parts.records.end(place, pull.id, { outcome, reason, tally });
    return { failed: false };
  }

  private async fail(
    work: ClaimedWork,
    place: PullPlace,
    pull: BegunPull,
    tally: PullTally,
    error: unknown,
  ): Promise<WorkEnd> {
    const { records, minuteMs, log } = this.parts;
    const { connectionId } = place;
    if (error instanceof PullInterrupted || error instanceof LeaseLost) {
      await records.end(place, pull.id, { outcome: 'interrupted', reason: error.message, tally });
      return { failed: false, againInMs: AGAIN_MS };
    }
    const failure = failureOf(error);
    const ours = failure.trouble === 'internal' && !(error instanceof NotMaterialised);
    const message = error instanceof Error ? error.message : String(error);
    log[ours ? 'error' : 'warn'](
      { err: error, connectionId },
      `stock of ${connectionId} was not read: ${message}`,
    );
    const outcome = failure.trouble === 'unauthorized' ? 'unauthorized' : 'failed';
    await records.end(place, pull.id, { outcome, reason: failure.reason, tally });
    return { failed: true, againInMs: waitAfter({ ...failure, failures: work.failures + 1 }, minuteMs) };
  }
}

/** Whether the connection is another than the one that the pull is for, or the newest of it is yet to come. */
const changed = (snapshot: ConnectionSnapshot, work: ClaimedWork): boolean =>
  snapshot.version < work.version || worldNameOf(snapshot) !== (work.world as World) || !readsStock(snapshot);

/** What one WMS lists says nothing of what is gone at another. */
const elsewhere = (now: ConnectionSnapshot, begun: ConnectionSnapshot): boolean =>
  JSON.stringify(now.destination) !== JSON.stringify(begun.destination);

async function* nothing(): AsyncGenerator<StockPage> {}
