import { Random } from '../random/random.js';
import { Catalogue } from './catalogue/catalogue.js';
import { CATALOGUE_DEFAULTS, type CatalogueSettings } from './catalogue/catalogue-settings.js';
import type { Deactivations } from './catalogue/deactivations.js';
import { CreditWindow } from './credit-window.js';
import { INVENTORY_DEFAULTS, type InventorySettings } from './inventory/inventory-settings.js';
import { StockBook } from './inventory/stock-book.js';
import { matches } from './order-filter.js';
import type { OrderQuery } from './order-query.js';
import { Spending } from './spending.js';
import { factsOf, type StoredOrder } from './stored-order.js';

/** Ways into an account: the static token of v2, the password grant of v4. */
export interface AccountKeys {
  readonly token: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly username: string;
  readonly password: string;
}

export interface ListedPage {
  readonly orders: readonly StoredOrder[];
  /** Orders that match, whatever the page. */
  readonly total: number;
}

/** One JOOR account: its orders and JOOR's bookkeeping about their export, its catalogue, its inventory. */
export class JoorAccount {
  readonly credit = new CreditWindow();
  readonly spending = new Spending();
  readonly catalogue = new Catalogue();
  readonly stock = new StockBook();
  readonly deactivations: Deactivations = { count: 0, orders: 0, approvedOrders: 0, lines: 0 };
  catalogueSettings: CatalogueSettings = CATALOGUE_DEFAULTS;
  inventorySettings: InventorySettings = INVENTORY_DEFAULTS;
  /** Draws which rows and records are refused where a share is to be. */
  readonly chance = new Random('refusals');
  /** Fields an order must have filled to be exported (JOOR sets them per brand). */
  requiredFields: readonly string[] = [];
  private readonly orders = new Map<string, StoredOrder>();
  private sorted: { readonly by: string; readonly list: readonly StoredOrder[] } | null = null;
  private unnamed = 0;

  constructor(
    readonly id: string,
    /** Another token than before makes the old one worthless. */
    public keys: AccountKeys,
  ) {}

  get size(): number {
    return this.orders.size;
  }

  /** Adds an order, or gives a known one a new state; its export bookkeeping stays. */
  put(raw: unknown): StoredOrder {
    const facts = factsOf(raw);
    const key = facts.orderId || `unnamed-${++this.unnamed}`;
    const stored: StoredOrder = {
      key,
      raw,
      facts,
      export: this.orders.get(key)?.export ?? { state: 'never' },
    };
    this.orders.set(key, stored);
    this.sorted = null;
    return stored;
  }

  get(orderId: string): StoredOrder | undefined {
    return this.orders.get(orderId);
  }

  all(): readonly StoredOrder[] {
    return [...this.orders.values()];
  }

  clear(): void {
    this.orders.clear();
    this.sorted = null;
  }

  /** Forgets the rendered texts, for instance after a change of quirks. */
  forgetTexts(): void {
    for (const order of this.orders.values()) delete order.text;
  }

  /**
   * Answers `GET orders` with JOOR's side effects: an order without a required field is marked failed (and
   * hidden when `sync=1`), and `sync=1` marks what is returned as exported.
   */
  list(query: OrderQuery, byModified: boolean, now: number): ListedPage {
    let found = this.inOrder(byModified).filter((order) => matches(query, order));
    if (query.checkRequired || query.checkDeleted) found = this.check(query, found);
    const orders = found.slice(query.startFrom, query.startFrom + query.count);
    if (query.sync) for (const order of orders) order.export = { state: 'exported', at: now };
    return { orders, total: found.length };
  }

  private check(query: OrderQuery, found: readonly StoredOrder[]): StoredOrder[] {
    return found.filter((order) => {
      const missing = query.checkRequired ? this.missingFields(order) : [];
      const reasons = [
        ...(missing.length > 0 ? [`missing required ${missing.join(', ')}`] : []),
        ...(query.checkDeleted && hasDeletedStyle(order) ? ['contains a deleted style or colour'] : []),
      ];
      if (reasons.length === 0) return true;
      order.export = { state: 'failed', reason: reasons.join('; ') };
      return !query.sync;
    });
  }

  private missingFields({ raw }: StoredOrder): readonly string[] {
    const record = raw as Record<string, unknown> | null;
    return this.requiredFields.filter((name) => !record?.[name]);
  }

  private inOrder(byModified: boolean): readonly StoredOrder[] {
    const by = byModified ? 'modified' : 'id';
    if (this.sorted?.by !== by) this.sorted = { by, list: this.sort(byModified) };
    return this.sorted.list;
  }

  private sort(byModified: boolean): readonly StoredOrder[] {
    const idOf = ({ facts }: StoredOrder) => Number(facts.orderId) || Number.MAX_SAFE_INTEGER;
    const timeOf = ({ facts }: StoredOrder) => facts.modifiedAt || 0;
    return this.all().toSorted((a, b) => (byModified ? timeOf(a) - timeOf(b) : 0) || idOf(a) - idOf(b));
  }
}

/** A line's colour that the brand has deleted is marked so in the simulated record. */
function hasDeletedStyle({ raw }: StoredOrder): boolean {
  const lines = (raw as { line_items?: unknown } | null)?.line_items;
  return Array.isArray(lines) && lines.some((line) => line?.item_deleted === true);
}
