import type { ConnectionSnapshot, World } from '@joor-bridge/contracts';
import { type ClaimedWork, LeaseLost } from '@joor-bridge/persistence';
import type { Destination, WorkEnd } from '@joor-bridge/service-kit';
import { type ProductPage, PullFailed } from '@joor-bridge/wms';
import type { KillPoints } from '../chaos/kill-points.js';
import { changedSince } from './changed-since.js';
import { pullWaitMinutes, waitAfter } from './pull-waits.js';
import { noCounts, type PullCounts, type Pulls } from './pulls.js';
import type { StyleTeller, TellingScope } from './style-teller.js';

export interface ProductPullParts {
  readonly pulls: Pulls;
  readonly teller: StyleTeller;
  readonly connection: (connectionId: string) => ConnectionSnapshot | undefined;
  readonly destinationOf: (snapshot: ConnectionSnapshot) => Destination;
  readonly killPoints: Pick<KillPoints, 'reached'>;
  readonly minuteMs: number;
  readonly log: { warn(facts: object, message: string): void };
}

/** A pull that was claimed, and what ends it. */
type Work = ClaimedWork & { readonly stopped: AbortSignal };

type Products = (changedSince: Date | null) => AsyncIterable<ProductPage>;

/** Reads a WMS's styles once, and puts what differs on the topic. */
export class ProductPull {
  constructor(private readonly parts: ProductPullParts) {}

  async run(claimed: ClaimedWork, stopped: AbortSignal): Promise<WorkEnd> {
    const work = { ...claimed, stopped };
    const snapshot = this.parts.connection(work.connectionId);
    if (!snapshot || worldOf(snapshot) !== work.world || snapshot.version < work.version) {
      // The connection has changed and this process or the schedule has not heard of it yet.
      return { failed: false, againInMs: this.parts.minuteMs };
    }
    const destination = this.parts.destinationOf(snapshot);
    if (destination.kind === 'unusable') return this.unusable(work, destination.problem);
    const wms = destination.kind === 'ready' ? destination.wms : null;
    // A WMS that pushes, or none in the sandbox: there is nothing to read.
    if (!wms?.products) return { failed: false };
    return this.read(work, (since) => wms.products?.(since) ?? nothing());
  }

  private async unusable(work: Work, problem: string): Promise<WorkEnd> {
    const { pulls, minuteMs } = this.parts;
    const id = await pulls.begin(scopeOf(work), null, new Date());
    await pulls.end(id, noCounts(), 'failed', problem);
    await pulls.tidy(scopeOf(work), id);
    return { failed: true, againInMs: pullWaitMinutes('refused', work.failures + 1) * minuteMs };
  }

  private async read(work: Work, products: Products): Promise<WorkEnd> {
    const { pulls } = this.parts;
    const scope = scopeOf(work);
    const began = new Date();
    const since = changedSince(await pulls.marks(scope), work.requested, began);
    const id = await pulls.begin(scope, since, began);
    await pulls.tidy(scope, id);
    const counts = noCounts();
    try {
      await this.takePages(work, products(since), counts);
      const note = since === null ? await this.tellVanished(work, scope, began, counts) : null;
      work.lease.check();
      await pulls.mark(scope, began, since === null);
      await pulls.end(id, counts, 'done', note);
      return { failed: false };
    } catch (error) {
      return this.cutOff(work, id, counts, error);
    }
  }

  /** What was read is on the topic, whatever becomes of the rest. */
  private async takePages(work: Work, pages: AsyncIterable<ProductPage>, counts: PullCounts): Promise<void> {
    // When the page was asked for: what it says was true no sooner.
    let askedAt = new Date();
    for await (const page of pages) {
      this.parts.killPoints.reached('after-page');
      this.mustGoOn(work);
      const told = await this.parts.teller.tell(scopeOf(work), page, askedAt, 'pull');
      counts.pages += 1;
      counts.read += page.products.length + page.refused.length;
      counts.changed += told.changed;
      counts.refused += page.refused.length + told.tooLarge.length;
      askedAt = new Date();
    }
  }

  /** An empty list is no catalogue: nobody has sold everything at once. */
  private async tellVanished(
    work: Work,
    scope: TellingScope,
    began: Date,
    counts: PullCounts,
  ): Promise<string | null> {
    if (counts.read === 0) return 'The WMS gave an empty list: nothing is taken for gone.';
    counts.unlisted = await this.parts.teller.tellVanished(scope, began, () => this.mustGoOn(work));
    return null;
  }

  private mustGoOn({ lease, stopped }: Work): void {
    if (stopped.aborted) throw new LeaseLost('The service stops.');
    lease.check();
  }

  private async cutOff(work: Work, id: string, counts: PullCounts, error: unknown): Promise<WorkEnd> {
    const { pulls, log, minuteMs } = this.parts;
    if (error instanceof LeaseLost) {
      await pulls.end(id, counts, 'interrupted', error.message);
      return { failed: false, againInMs: 0 };
    }
    const message = error instanceof Error ? error.message : String(error);
    await pulls.end(id, counts, isUnauthorized(error) ? 'unauthorized' : 'failed', message);
    const failures = work.failures + 1;
    if (error instanceof PullFailed) {
      return { failed: true, againInMs: waitAfter(error, failures, minuteMs) };
    }
    const { connectionId } = work;
    log.warn({ err: error, connectionId }, `products of ${connectionId} could not be read: ${message}`);
    return { failed: true, againInMs: pullWaitMinutes('internal', failures) * minuteMs };
  }
}

const isUnauthorized = (error: unknown): boolean =>
  error instanceof PullFailed && error.kind === 'unauthorized';

const scopeOf = ({ connectionId, world, workspaceId }: ClaimedWork): TellingScope => ({
  connectionId,
  world: world as World,
  workspaceId,
});

const worldOf = ({ settings }: ConnectionSnapshot): World =>
  settings['joor.testMode'] === 'Enabled' ? 'sandbox' : 'production';

async function* nothing(): AsyncGenerator<ProductPage> {}
