import type { Random } from '../random/random.js';

/** What a WMS has of one SKU in one warehouse, as JSON; a test may put nonsense into it. */
export type Level = Readonly<Record<string, unknown>>;

/** Most that one change by itself adds. */
const DELIVERY = 24;

/** The stock of one warehouse system. It is filled when somebody first looks at it. */
export class StockRoom {
  private filled: Level[] | null = null;
  private places = new Map<string, number[]>();

  constructor(private readonly fill: () => readonly Level[]) {}

  /** Whether anybody has looked at it or changed it. */
  get isFilled(): boolean {
    return this.filled !== null;
  }

  all(): readonly Level[] {
    return this.levels();
  }

  /** The levels of a SKU, one for each warehouse. */
  of(sku: string): readonly Level[] {
    return this.placesOf(sku).map((at) => this.levels()[at] as Level);
  }

  /** Names of the warehouses, in the order of their first level. */
  warehouses(): readonly string[] {
    return [...new Set(this.levels().map(warehouseOf))];
  }

  /** Makes these all that there is. */
  replace(levels: readonly Level[]): void {
    this.filled = [];
    this.places.clear();
    for (const level of levels) this.append(this.filled, level);
  }

  /** Changes the levels of the same SKU and warehouse; the others are new. What is not named of a level stays. */
  set(levels: readonly Level[]): void {
    const all = this.levels();
    for (const level of levels) {
      const known = this.placesOf(skuOf(level)).find((at) => warehouseOf(all[at]) === warehouseOf(level));
      if (known === undefined) this.append(all, level);
      else all[known] = { ...all[known], ...level };
    }
  }

  /** Takes the SKUs off the list. */
  remove(skus: readonly string[]): void {
    const gone = new Set(skus);
    this.replace(this.levels().filter((level) => !gone.has(skuOf(level))));
  }

  /** An order goes out: its units leave the warehouses in the order in which they are listed. */
  take(sku: string, quantity: number): void {
    let rest = quantity;
    for (const at of this.placesOf(sku)) {
      const taken = Math.min(rest, availableAt(this.levels(), at));
      this.add(at, -taken);
      rest -= taken;
    }
  }

  /** An order that went out comes back, into the first warehouse. */
  giveBack(sku: string, quantity: number): void {
    const [at] = this.placesOf(sku);
    if (at !== undefined) this.add(at, quantity);
  }

  /** Gives a share of the levels another figure, and says how many. */
  change(share: number, random: Random): number {
    const all = this.levels();
    let changed = 0;
    for (let at = 0; at < all.length; at += 1) {
      if (!random.chance(share)) continue;
      this.changeOne(at, random);
      changed += 1;
    }
    return changed;
  }

  /** Gives one level another figure: mostly some units go, now and then a delivery comes. */
  changeAny(random: Random): void {
    const { length } = this.levels();
    if (length > 0) this.changeOne(random.int(0, length - 1), random);
  }

  private changeOne(at: number, random: Random): void {
    const available = availableAt(this.levels(), at);
    const goes = available > 0 && random.chance(0.8);
    this.add(at, goes ? -random.int(1, Math.min(available, 4)) : random.int(1, DELIVERY));
  }

  private add(at: number, units: number): void {
    const all = this.levels();
    if (units !== 0) all[at] = { ...all[at], available: availableAt(all, at) + units };
  }

  private levels(): Level[] {
    if (this.filled === null) this.replace(this.fill());
    return this.filled ?? [];
  }

  private append(all: Level[], level: Level): void {
    const sku = skuOf(level);
    const places = this.places.get(sku);
    if (places) places.push(all.length);
    else this.places.set(sku, [all.length]);
    all.push(level);
  }

  private placesOf(sku: string): readonly number[] {
    this.levels();
    return this.places.get(sku) ?? [];
  }
}

export const skuOf = (level: Level): string => String(level.sku ?? '');
export const warehouseOf = (level: Level | undefined): string => String(level?.warehouse ?? '');

function availableAt(levels: readonly Level[], at: number): number {
  const available = levels[at]?.available;
  return typeof available === 'number' && available > 0 ? available : 0;
}
