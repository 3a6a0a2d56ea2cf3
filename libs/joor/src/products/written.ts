/** What became of one record of a bulk write. */
export type Written<T> =
  | { readonly kind: 'written'; readonly value: T }
  /** JOOR has it already; `id` is that record's, where JOOR names it. */
  | { readonly kind: 'duplicate'; readonly id: string | null }
  | { readonly kind: 'refused'; readonly reason: string }
  /** JOOR's answer does not name the record: nobody knows. Look it up before it is sent again. */
  | { readonly kind: 'unnamed' };
