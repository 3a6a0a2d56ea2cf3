import { JoorFailure } from '../client/joor-failure.js';
import type { Authorization } from './authorization.js';
import type { GrantedToken } from './password-grant.js';

/** A token is renewed when this share of its life is over. */
const RENEW_AT = 0.9;

/**
 * How a token host answers wrong credentials (RFC 6749, 5.2, and 403, which some use). Anything else that it refuses,
 * as a page that moved or a maintenance answer, says nothing about them, and nobody can mend it by new ones.
 */
const WRONG_CREDENTIALS = new Set([400, 401, 403]);

/**
 * JOOR v4's bearer token, which opens v2 as well. Kept until 90 % of its life (10 h at JOOR); one grant
 * serves all callers that wait for it. Lives as long as the credentials it was made for.
 */
export class PasswordGrantAuthorization implements Authorization {
  private current: { readonly header: string; readonly renewAt: number } | null = null;
  private pending: Promise<string> | null = null;

  constructor(
    private readonly grant: () => Promise<GrantedToken>,
    private readonly now: () => number = Date.now,
  ) {}

  async header(): Promise<string> {
    if (this.current && this.now() < this.current.renewAt) return this.current.header;
    this.pending ??= this.renewed().finally(() => {
      this.pending = null;
    });
    return this.pending;
  }

  async renew(refusedHeader: string): Promise<boolean> {
    if (this.current?.header === refusedHeader) this.current = null;
    return true;
  }

  refusal(cause: JoorFailure): JoorFailure {
    return new JoorFailure(
      'unauthorized',
      `${cause.message} Check client id, client secret, user name and password of the connection, and that ` +
        'the user may read the orders of this JOOR account.',
      { cause },
    );
  }

  private async renewed(): Promise<string> {
    const asked = this.now();
    const { accessToken, lifeMs } = await this.granted();
    const header = `Bearer ${accessToken}`;
    this.current = { header, renewAt: asked + lifeMs * RENEW_AT };
    return header;
  }

  private async granted(): Promise<GrantedToken> {
    try {
      return await this.grant();
    } catch (error) {
      if (!(error instanceof JoorFailure) || error.status === null) throw error;
      if (WRONG_CREDENTIALS.has(error.status)) throw this.refusal(error);
      if (error.kind !== 'refused') throw error;
      const { message, status } = error;
      throw new JoorFailure('unavailable', message, { status, cause: error });
    }
  }
}
