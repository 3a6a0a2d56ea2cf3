import { type Dispatcher, Pool } from 'undici';
import type { AllowEntry } from './allow-list.js';
import { checkedAddresses, checkedLookup, type Resolve, resolveBySystem } from './checked-lookup.js';
import { OutboundPolicy } from './outbound-policy.js';
import { OutboundRefused } from './outbound-refused.js';

const CONNECT_TIMEOUT_MS = 10_000;
/** Far above a full page of JOOR orders, far below what would hurt. */
const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;

export interface PoolLimits {
  /** Most connections to the origin. */
  readonly connections: number;
  /** Pools of different owners are kept apart, so that one cannot use up another's connections. */
  readonly owner?: string;
}

/**
 * The way out to addresses that customers give. Pools are plain undici pools: the policy is asked when a
 * connection is made, not per request. Redirects are not followed.
 */
export class OutboundHttp {
  private readonly policy: OutboundPolicy;
  private readonly resolve: Resolve;
  private readonly pools = new Map<string, Pool>();

  constructor(allowed: readonly AllowEntry[], options: { resolve?: Resolve } = {}) {
    this.policy = new OutboundPolicy(allowed);
    this.resolve = options.resolve ?? resolveBySystem;
  }

  /**
   * Checks an address as a person saves it, every address of its name included.
   * @throws OutboundRefused
   */
  async check(url: string): Promise<void> {
    const target = this.policy.readTarget(url);
    if (target.literal) return;
    try {
      await checkedAddresses(this.policy, target, () => this.resolve(target.host));
    } catch (error) {
      if (error instanceof OutboundRefused) throw error;
      throw new OutboundRefused(`The host name "${target.host}" cannot be resolved. Check its spelling.`);
    }
  }

  /**
   * The keep-alive pool of an address's origin; the same one for the same origin, limit and owner.
   * @throws OutboundRefused for what can be told without DNS; the rest fails the request at connect
   */
  dispatcherFor(url: string, limits: PoolLimits): Dispatcher {
    const target = this.policy.readTarget(url);
    const key = `${target.url.origin} ${limits.connections} ${limits.owner ?? ''}`;
    const known = this.pools.get(key);
    if (known) return known;
    const pool = new Pool(target.url.origin, {
      connections: limits.connections,
      maxResponseSize: LARGEST_ANSWER_BYTES,
      connect: { timeout: CONNECT_TIMEOUT_MS, lookup: checkedLookup(this.policy, target, this.resolve) },
    });
    this.pools.set(key, pool);
    return pool;
  }

  /** Ends all connections, requests under way included. */
  async close(): Promise<void> {
    const pools = [...this.pools.values()];
    this.pools.clear();
    await Promise.all(pools.map((pool) => pool.destroy()));
  }
}
