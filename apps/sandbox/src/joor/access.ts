import type { Call } from '../http/exchange.js';
import type { JoorAccount } from './joor-account.js';
import type { JoorWorld } from './joor-world.js';

/**
 * Who asks: `OAuth2 <base64 of the static token>` on v2 alone, or a bearer token of this world's token host on v2
 * and v4, which must be of the account that the query names. The scheme's letter case varies.
 */
export function authorise(world: JoorWorld, call: Call): JoorAccount | undefined {
  const [scheme, credential] = call.headers.authorization?.split(' ') ?? [];
  if (!credential) return undefined;
  switch (scheme?.toLowerCase()) {
    case 'oauth2':
      if (call.path.startsWith('/v4/')) return undefined;
      return world.byStaticToken(Buffer.from(credential, 'base64').toString());
    case 'bearer': {
      const account = world.byBearer(credential);
      const asked = call.query.get('account');
      return asked === null || asked === account?.id ? account : undefined;
    }
    default:
      return undefined;
  }
}
