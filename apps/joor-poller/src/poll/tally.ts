/** What a poll came to. */
export interface Tally {
  readonly pages: number;
  /** Records that JOOR listed. */
  readonly seen: number;
  /** Of these, new or changed orders. */
  readonly published: number;
  /** Of these, new dead letters. */
  readonly unreadable: number;
}

export const NOTHING: Tally = { pages: 0, seen: 0, published: 0, unreadable: 0 };

export const plus = (a: Tally, b: Tally): Tally => ({
  pages: a.pages + b.pages,
  seen: a.seen + b.seen,
  published: a.published + b.published,
  unreadable: a.unreadable + b.unreadable,
});
