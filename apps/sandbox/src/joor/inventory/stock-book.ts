/** One write of a row: what it was set to. `quantity` null: no figure, by made-to-order or because it was cleared. */
export interface StockWrite {
  /** When it took effect, and when it had been asked for, epoch ms. */
  readonly at: number;
  readonly askedAt: number;
  readonly quantity: number | null;
  readonly cause: 'update' | 'made-to-order' | 'overwrite';
}

/** What one warehouse has of one item, now or on a day. */
export interface StockRow {
  readonly item: string;
  readonly warehouse: string;
  /** Day from which it is there; null is now. */
  readonly on: string | null;
  quantity: number | null;
  /** When the newest of its writes had been asked for, epoch ms. */
  newestAsk: number;
  readonly writes: StockWrite[];
}

export interface NewStock {
  readonly item: string;
  readonly warehouse: string;
  readonly on: string | null;
  readonly quantity: number;
  readonly madeToOrder: boolean;
}

export interface When {
  readonly at: number;
  readonly askedAt: number;
}

/** Writes kept of a row, the newest. */
const KEPT = 1_000;

/** JOOR's inventory of one account, with everything that was ever written to it. Items are ids of SKUs. */
export class StockBook {
  writes = 0;
  /** Writes that replaced another figure that had been asked for later: the older overtook the newer. */
  overtaken = 0;
  private readonly rows = new Map<string, StockRow>();
  private readonly byItem = new Map<string, StockRow[]>();
  private readonly madeToOrder = new Set<string>();

  get size(): number {
    return this.rows.size;
  }

  write({ item, warehouse, on, quantity, madeToOrder }: NewStock, when: When): void {
    const row = this.row(item, warehouse, on);
    if (madeToOrder) {
      for (const each of this.of(item))
        if (each === row || each.quantity !== null) this.set(each, null, 'made-to-order', when);
      this.madeToOrder.add(item);
    } else {
      this.set(row, quantity, 'update', when);
      this.madeToOrder.delete(item);
    }
  }

  /**
   * Clears warehouses (null: all of them), but for the rows that `kept` names. Of `items`, those left without any
   * figure are made-to-order from now on.
   */
  clearWarehouses(
    warehouses: ReadonlySet<string> | null,
    kept: ReadonlySet<string>,
    items: Iterable<string>,
    when: When,
  ): void {
    for (const [key, row] of this.rows) {
      const cleared = warehouses === null || warehouses.has(row.warehouse);
      if (cleared && row.quantity !== null && !kept.has(key)) this.set(row, null, 'overwrite', when);
    }
    for (const item of items)
      if (!this.of(item).some((row) => row.quantity !== null || kept.has(keyOf(row))))
        this.madeToOrder.add(item);
  }

  of(item: string): readonly StockRow[] {
    return this.byItem.get(item) ?? [];
  }

  isMadeToOrder(item: string): boolean {
    return this.madeToOrder.has(item);
  }

  /** Sum of what all warehouses have now; null where no figure is known. */
  immediate(item: string): number | null {
    const figures = this.of(item).flatMap(({ on, quantity }) =>
      on === null && quantity !== null ? [quantity] : [],
    );
    return figures.length === 0 ? null : figures.reduce((sum, figure) => sum + figure, 0);
  }

  all(): readonly StockRow[] {
    return [...this.rows.values()];
  }

  /** Forgets everything, counts too. */
  clear(): void {
    this.rows.clear();
    this.byItem.clear();
    this.madeToOrder.clear();
    this.writes = 0;
    this.overtaken = 0;
  }

  private row(item: string, warehouse: string, on: string | null): StockRow {
    const key = keyOf({ item, warehouse, on });
    const known = this.rows.get(key);
    if (known) return known;
    const row: StockRow = { item, warehouse, on, quantity: null, newestAsk: 0, writes: [] };
    this.rows.set(key, row);
    const siblings = this.byItem.get(item);
    if (siblings) siblings.push(row);
    else this.byItem.set(item, [row]);
    return row;
  }

  private set(row: StockRow, quantity: number | null, cause: StockWrite['cause'], when: When): void {
    if (when.askedAt < row.newestAsk && row.quantity !== quantity) this.overtaken++;
    row.newestAsk = Math.max(row.newestAsk, when.askedAt);
    row.quantity = quantity;
    row.writes.push({ ...when, quantity, cause });
    if (row.writes.length > KEPT) row.writes.shift();
    this.writes++;
  }
}

/** Names one row of the book. */
export const keyOf = ({ item, warehouse, on }: Pick<StockRow, 'item' | 'warehouse' | 'on'>): string =>
  `${item}\n${warehouse}\n${on ?? ''}`;
