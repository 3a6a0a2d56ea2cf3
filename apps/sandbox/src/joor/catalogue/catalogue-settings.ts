import { BadRequest, Fields } from '../../control/fields.js';

/** Kinds of records of which JOOR refuses a second one. */
export const DOUBLING_KINDS = ['products', 'skus', 'prices', 'seasons', 'collections'] as const;
export type DoublingKind = (typeof DOUBLING_KINDS)[number];

/** How an account's v4 catalogue behaves where JOOR's behaviour is not documented, or is to be tested. */
export interface CatalogueSettings {
  /** Records of one bulk call; a longer one is refused whole. null is no limit: none is documented. */
  readonly bulkLimit: number | null;
  /** An unknown field refuses its record, or the whole call. */
  readonly unknownFields: 'record' | 'request';
  /** Kinds whose second record of the same name is made instead of answered with DUPLICATED. */
  readonly doubling: readonly DoublingKind[];
  /** Whether DUPLICATED names the record that is there: only by the `sku_id` that is documented, always, or never. */
  readonly duplicateIds: 'documented' | 'always' | 'never';
  /** Ids as numbers, except the SKUs' and traits'. */
  readonly numericIds: boolean;
  /** Adds a NOT_FOUND that belongs to nothing to every list, as JOOR's samples have it. */
  readonly notFoundNoise: boolean;
  /** Order of `data` in the answer to a bulk call. */
  readonly answerOrder: 'given' | 'reversed';
  /** Largest page of a list; null lists everything to who does not ask for pages. */
  readonly pageSize: number | null;
  /** Most records that a page has, however many are asked for; null gives as many as are asked for. */
  readonly pageCap: number | null;
  /** What `items` of a collection's update do to the entries that are there. */
  readonly collectionItems: 'replace' | 'merge';
  /** Within what a file name must be unique. */
  readonly filenames: 'account' | 'product' | 'any';
  /** Records whose JSON contains this text are refused. */
  readonly refuseContaining: string | null;
  /** Share of the other records that is refused, drawn from a seeded sequence. */
  readonly refuseShare: number;
}

export const CATALOGUE_DEFAULTS: CatalogueSettings = {
  bulkLimit: null,
  unknownFields: 'record',
  doubling: [],
  duplicateIds: 'documented',
  numericIds: false,
  notFoundNoise: false,
  answerOrder: 'given',
  pageSize: null,
  pageCap: null,
  collectionItems: 'replace',
  filenames: 'account',
  refuseContaining: null,
  refuseShare: 0,
};

/** @throws BadRequest */
export function readCatalogueSettings(value: unknown, base: CatalogueSettings): CatalogueSettings {
  const fields = new Fields(value, 'catalogue');
  const settings = {
    bulkLimit: fields.has('bulkLimit') ? limit(fields, 'bulkLimit') : base.bulkLimit,
    unknownFields: fields.choice('unknownFields', ['record', 'request'], base.unknownFields),
    doubling: readKinds(fields.texts('doubling', base.doubling)),
    duplicateIds: fields.choice('duplicateIds', ['documented', 'always', 'never'], base.duplicateIds),
    numericIds: fields.flag('numericIds', base.numericIds),
    notFoundNoise: fields.flag('notFoundNoise', base.notFoundNoise),
    answerOrder: fields.choice('answerOrder', ['given', 'reversed'], base.answerOrder),
    pageSize: fields.has('pageSize') ? limit(fields, 'pageSize') : base.pageSize,
    pageCap: fields.has('pageCap') ? limit(fields, 'pageCap') : base.pageCap,
    collectionItems: fields.choice('collectionItems', ['replace', 'merge'], base.collectionItems),
    filenames: fields.choice('filenames', ['account', 'product', 'any'], base.filenames),
    refuseContaining: fields.has('refuseContaining')
      ? fields.optionalText('refuseContaining')
      : base.refuseContaining,
    refuseShare: fields.number('refuseShare', base.refuseShare, 0, 1),
  };
  fields.done();
  return settings;
}

const limit = (fields: Fields, name: string): number | null => fields.optionalNumber(name, 1);

function readKinds(names: readonly string[]): readonly DoublingKind[] {
  return names.map((name) => {
    const kind = DOUBLING_KINDS.find((known) => known === name);
    if (kind === undefined)
      throw new BadRequest(`catalogue: doubling names some of ${DOUBLING_KINDS.join(', ')}, not ${name}`);
    return kind;
  });
}
