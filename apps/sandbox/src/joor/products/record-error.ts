export type ErrorStatus = 'VALIDATION_ERROR' | 'NOT_FOUND' | 'DUPLICATED';

/** One record of a v4 call is refused; the others go on. */
export class RecordError extends Error {
  constructor(
    readonly status: ErrorStatus,
    message: string,
    /** Named in `details` besides the echoed record. */
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** The record names a field that there is none of. */
export class UnknownFields extends RecordError {
  constructor(names: readonly string[]) {
    super('VALIDATION_ERROR', `Unknown field: ${names.join(', ')}`);
  }
}

export const invalid = (message: string): RecordError => new RecordError('VALIDATION_ERROR', message);
export const missing = (message: string): RecordError => new RecordError('NOT_FOUND', message);

/** Keys that JOOR's samples write in another way in `details` than in the request. */
const RENAMED: Readonly<Record<string, string>> = {
  external_id: 'externalId',
  season_id: 'seasonId',
  product_id: 'productId',
};

/** The refused record as `details` shows it: some keys in camelCase, a season's external id as `code`. */
export function echo(kind: string, given: unknown): Readonly<Record<string, unknown>> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return {};
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => [
      kind === 'seasons' && key === 'external_id' ? 'code' : (RENAMED[key] ?? key),
      value,
    ]),
  );
}
