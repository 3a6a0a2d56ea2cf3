/** Later may help, for as long as it takes: a database that is down, a lock conflict. */
export class RetryLater extends Error {
  override readonly name = 'RetryLater';
  constructor(
    message: string,
    readonly options: {
      /** Wait at least this long. */
      readonly afterMs?: number;
      /** The whole service cannot work: readiness turns red until it can. */
      readonly infrastructure?: boolean;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
  }
}
