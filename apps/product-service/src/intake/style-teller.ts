import {
  MAX_EVENT_BYTES,
  type ProductDetail,
  type ProductDetailed,
  productDetailed,
  topics,
} from '@joor-bridge/contracts';
import type { Bus } from '@joor-bridge/messaging';
import type { RefusedProduct } from '@joor-bridge/wms';
import type { Scope } from '../catalogue/scope.js';
import { styleRecord } from '../catalogue/store-styles.js';
import type { KillPoints } from '../chaos/kill-points.js';
import { productRevision } from './product-revision.js';
import type { RefusedProducts } from './refused-products.js';
import type { ToldStyles } from './told-styles.js';

/** Whose styles, and in which workspace. */
export interface TellingScope extends Scope {
  readonly workspaceId: string;
}

export interface Told {
  /** Styles that were put on the topic: new, changed, or listed again. */
  readonly changed: number;
  /** Those that cannot be, besides those that came refused. */
  readonly tooLarge: readonly RefusedProduct[];
}

/** Vanished styles that are told of at once. */
const PAGE = 200;

/** Somewhat less than the limit: an event that says that the style is gone is a little longer. */
const LARGEST_BYTES = MAX_EVENT_BYTES - 1_000;

interface Candidate {
  readonly event: ProductDetailed;
  readonly bytes: number;
}

/** Puts on the topic what differs from what was put there last. */
export class StyleTeller {
  constructor(
    private readonly bus: Pick<Bus, 'publish'>,
    private readonly told: ToldStyles,
    private readonly refused: RefusedProducts,
    private readonly killPoints: Pick<KillPoints, 'reached'>,
  ) {}

  /**
   * Takes styles of one page or delivery, each style once. Acknowledged by the broker when it resolves.
   * @param observedAt when the WMS was asked, or has signed
   */
  async tell(
    scope: TellingScope,
    page: { readonly products: readonly ProductDetail[]; readonly refused: readonly RefusedProduct[] },
    observedAt: Date,
    source: 'pull' | 'push',
  ): Promise<Told> {
    const candidates = page.products.map((product) => candidate(scope, product, observedAt));
    const tooLarge = candidates.filter(({ bytes }) => bytes > LARGEST_BYTES).map(refusalOf);
    await this.refused.put(scope, [...page.refused, ...tooLarge], source, observedAt);
    const events = candidates.filter(({ bytes }) => bytes <= LARGEST_BYTES).map(({ event }) => event);
    const styles = events.map(({ product }) => product.styleNumber);
    const known = await this.told.of(scope, styles);
    const current = events.filter(({ product }) => {
      const before = known.get(product.styleNumber);
      return !before || before.observedAt.getTime() <= observedAt.getTime();
    });
    const changed = current.filter(({ product, revision }) => {
      const before = known.get(product.styleNumber);
      return before?.revision !== revision || !before.listed;
    });
    await this.publish(changed);
    const rows = current.map(({ product, revision }) => ({
      style: product.styleNumber,
      revision,
      listed: true,
    }));
    await this.told.put(scope, rows, observedAt);
    await this.refused.clear(scope, styles, observedAt);
    this.killPoints.reached('after-told');
    return { changed: changed.length, tooLarge };
  }

  /**
   * Tells of the styles that a whole reading, begun then, has not met. Nothing where a product came that does not say
   * which style it is: it may be any of them.
   */
  async tellVanished(scope: TellingScope, began: Date, check: () => void): Promise<number> {
    if (await this.refused.anyNamelessSince(scope, began)) return 0;
    let count = 0;
    for (let after = ''; ; ) {
      const page = await this.told.vanished<ProductDetail>(scope, began, after, PAGE);
      const last = page.at(-1);
      if (!last) break;
      check();
      const { connectionId, workspaceId, world } = scope;
      const shared = { connectionId, workspaceId, world, observedAt: began.toISOString(), listed: false };
      await this.publish(page.map(({ revision, product }) => ({ ...shared, revision, product })));
      await this.told.put(
        scope,
        page.map(({ style, revision }) => ({ style, revision, listed: false })),
        began,
      );
      count += page.length;
      after = last.style;
    }
    await this.refused.clearUnseen(scope, began);
    return count;
  }

  private async publish(events: readonly ProductDetailed[]): Promise<void> {
    await this.bus.publish(topics.products, events.map(styleRecord(productDetailed.type)));
    this.killPoints.reached('after-publish');
  }
}

function candidate(scope: TellingScope, product: ProductDetail, observedAt: Date): Candidate {
  const { connectionId, workspaceId, world } = scope;
  const revision = productRevision(product);
  const shared = { connectionId, workspaceId, world, revision, observedAt: observedAt.toISOString() };
  const event = { ...shared, listed: true, product };
  return { event, bytes: Buffer.byteLength(JSON.stringify(event)) };
}

const refusalOf = ({ event: { product }, bytes }: Candidate): RefusedProduct => ({
  styleNumber: product.styleNumber,
  reason: `it has ${bytes} bytes as an event, more than the ${LARGEST_BYTES} that are taken: ${product.variants.length} variants are too many for one style, or its texts are too long`,
});
