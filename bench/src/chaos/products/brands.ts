/** A connection of the run, and how its JOOR account treats what is sent twice. */
export interface Brand {
  readonly connectionId: string;
  readonly joorAccount: string;
  /** Name of its WMS in the simulated world. */
  readonly wms: string;
  /** Brands tell their styles apart by it. */
  readonly series: number;
  /** Habits of the JOOR account's catalogue. */
  readonly habits: Readonly<Record<string, unknown>>;
  /** Share of the records that JOOR refuses in an otherwise good answer. */
  readonly refuseShare: number;
}

const brand = (name: string, parts: Omit<Brand, 'connectionId' | 'wms'>): Brand => ({
  ...parts,
  connectionId: `con_${name}`,
  wms: name,
});

/** JOOR that says DUPLICATED as documented; that makes a second one without a word; that refuses parts and wants little at once. */
export const BRANDS: readonly Brand[] = [
  brand('plain', { joorAccount: '7001', series: 1, habits: {}, refuseShare: 0 }),
  brand('doubling', {
    ...{ joorAccount: '7002', series: 2, refuseShare: 0 },
    habits: { doubling: ['products', 'skus', 'prices', 'seasons', 'collections'], filenames: 'any' },
  }),
  brand('picky', {
    ...{ joorAccount: '7003', series: 3, refuseShare: 0.01 },
    habits: { duplicateIds: 'never', answerOrder: 'reversed', bulkLimit: 30, numericIds: true },
  }),
];
