import type { FutureStock } from '@joor-bridge/contracts';
import type { Item } from './goods.js';
import { type Shop, WMS_WAREHOUSES } from './shop.js';

/** A figure as JOOR should hold it. */
export interface Figure {
  readonly upc: string;
  readonly warehouse: string;
  readonly on: string | null;
  readonly quantity: number;
}

/** One row of the WMS, as it is given to the simulated one. */
export interface WmsRow {
  readonly sku: string;
  readonly warehouse: string;
  readonly available: number;
  readonly future: readonly FutureStock[];
  readonly asOf?: string;
}

interface Level {
  available: number;
  future: readonly FutureStock[];
  asOf: number;
}

interface TakenOrder {
  readonly deliveredAt: number;
  readonly lines: readonly { readonly itemCode: string; readonly quantity: number }[];
  cancelled: boolean;
}

/** What is true of a shop's stock and orders, and from it what JOOR should hold in the end. */
export class StockModel {
  readonly orders = new Map<string, TakenOrder>();
  /** SKUs that were taken off the WMS's list. */
  readonly gone = new Set<string>();
  private readonly levels = new Map<string, Level>();

  constructor(
    readonly shop: Shop,
    readonly items: readonly Item[],
  ) {}

  set(item: Item, warehouse: string, level: Level): WmsRow {
    this.levels.set(keyOf(item.sku, warehouse), level);
    return this.rowOf(item, warehouse, level);
  }

  remove(sku: string): void {
    this.gone.add(sku);
    for (const warehouse of WMS_WAREHOUSES) this.levels.delete(keyOf(sku, warehouse));
  }

  level(sku: string, warehouse: string): Level | undefined {
    return this.levels.get(keyOf(sku, warehouse));
  }

  rows(): WmsRow[] {
    return this.items.flatMap((item) =>
      WMS_WAREHOUSES.flatMap((warehouse) => {
        const level = this.level(item.sku, warehouse);
        return level ? [this.rowOf(item, warehouse, level)] : [];
      }),
    );
  }

  /** Every figure that JOOR should hold when all is quiet. */
  expected(): Figure[] {
    const newest = Math.max(...[...this.levels.values()].map(({ asOf }) => asOf));
    return this.items.flatMap((item) => this.figuresOf(item, newest));
  }

  private figuresOf({ sku, identity: { upc } }: Item, newest: number): Figure[] {
    const { joorWarehouse: warehouse, settings } = this.shop;
    const chosen = settings['inventory.wmsWarehouses'] ?? WMS_WAREHOUSES;
    const counted = chosen.flatMap((name) => this.level(sku, name) ?? []);
    if (counted.length === 0) return [{ upc, warehouse, on: null, quantity: 0 }];
    const stock = counted.reduce((sum, { available }) => sum + available, 0);
    const trueSince = this.trueSince(counted, newest);
    const taken = [...this.orders.values()]
      .filter(({ cancelled, deliveredAt }) => !cancelled && deliveredAt > trueSince)
      .flatMap(({ lines }) => lines.filter(({ itemCode }) => itemCode === sku))
      .reduce((sum, { quantity }) => sum + quantity, 0);
    const days = new Map<string, number>();
    for (const { on, quantity } of counted.flatMap(({ future }) => future))
      days.set(on, (days.get(on) ?? 0) + quantity);
    return [
      { upc, warehouse, on: null, quantity: this.offered(Math.max(0, stock - taken)) },
      ...[...days].map(([on, quantity]) => ({ upc, warehouse, on, quantity: this.offered(quantity) })),
    ];
  }

  /**
   * A reading that ended makes all of its levels as new as the newest of them, or as itself where they bear no time;
   * it comes after every order then. What was pushed is as old as the oldest level that counts.
   */
  private trueSince(counted: readonly Level[], newest: number): number {
    if (this.shop.source === 'push') return Math.min(...counted.map(({ asOf }) => asOf));
    return this.shop.dated ? newest : Number.POSITIVE_INFINITY;
  }

  private offered(units: number): number {
    const { settings } = this.shop;
    const share = Math.floor((units * (settings['inventory.allocationPercent'] ?? 100)) / 100);
    const capped = Math.min(share, settings['inventory.cap'] ?? share);
    return capped < (settings['inventory.minimumLevel'] ?? 0) ? 0 : capped;
  }

  private rowOf(item: Item, warehouse: string, { available, future, asOf }: Level): WmsRow {
    const { sku, identity } = item;
    const dated = this.shop.dated ? { asOf: new Date(asOf).toISOString() } : {};
    return { sku, warehouse, available, future, ...identity, ...dated };
  }
}

const keyOf = (sku: string, warehouse: string): string => `${warehouse} ${sku}`;
