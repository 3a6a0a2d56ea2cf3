/** What a run would do to one SKU's immediate figure. */
export interface Example {
  readonly sku: string;
  /** Null: nothing is known of what JOOR holds. */
  readonly before: number | null;
  readonly after: number;
}
