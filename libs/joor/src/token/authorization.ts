import { JoorFailure } from '../client/joor-failure.js';

/** How requests to JOOR are authorised. */
export interface Authorization {
  /** Value of the `Authorization` header. @throws JoorFailure when a token can't be had */
  header(): Promise<string>;
  /** After JOOR refused this header: true when there is another to try. */
  renew(refusedHeader: string): Promise<boolean>;
  /** The refusal in a sentence that says what to do. */
  refusal(cause: JoorFailure): JoorFailure;
}

/** JOOR v2: `OAuth2` and the Base64 of the token that JOOR's staff issue per account. */
export function staticTokenAuthorization(token: string): Authorization {
  const header = `OAuth2 ${Buffer.from(token, 'utf8').toString('base64')}`;
  return {
    header: async () => header,
    renew: async () => false,
    refusal: (cause) =>
      new JoorFailure(
        'unauthorized',
        `${cause.message} Ask JOOR for a valid API token of this account and enter it in the connection.`,
        { cause },
      ),
  };
}
