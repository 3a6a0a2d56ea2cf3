/** Stock of one item as JOOR holds it. */
export interface HeldFigure {
  /** The warehouse's name; null where JOOR gives one figure without saying whose. */
  readonly warehouse: string | null;
  /** The day from which it can be had, `YYYY-MM-DD`; null for what is there now. */
  readonly on: string | null;
  /** Negative where JOOR has sold more than it was told of. */
  readonly quantity: number;
}

/** One colour and size of a style in JOOR. */
export interface HeldItem {
  readonly upc: string;
  readonly colorCode: string;
  readonly size: string;
  /** Empty: JOOR holds no figure, which makes the item made-to-order. */
  readonly inventory: readonly HeldFigure[];
}

/** A style as JOOR v2 holds it, as far as its stock goes. */
export interface HeldStyle {
  readonly styleId: string;
  readonly styleNumber: string;
  readonly styleIdentifier: string;
  readonly skus: readonly HeldItem[];
}

/** A style of a page that can't be read; the others of its page are. */
export interface UnreadableStyle {
  /** `""` where it has none. */
  readonly styleId: string;
  readonly reason: string;
}
