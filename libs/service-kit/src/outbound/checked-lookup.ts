import dns, { type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { OutboundPolicy, Target } from './outbound-policy.js';
import { OutboundRefused } from './outbound-refused.js';

/** Every address of a name. @throws with a DNS `code` when there is none */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

export const resolveBySystem: Resolve = (host) => dns.promises.lookup(host, { all: true, verbatim: true });

/**
 * A look-up for a socket about to connect: it gets checked addresses and connects to those, so a name that
 * changes its mind between check and connect gains nothing. One forbidden address forbids the name.
 */
export function checkedLookup(policy: OutboundPolicy, target: Target, resolve: Resolve): LookupFunction {
  return (host, options, callback) => {
    checkedAddresses(policy, target, () => resolve(host)).then(
      (addresses) => {
        const first = addresses[0];
        if (options.all) callback(null, [...addresses]);
        else callback(null, first?.address ?? '', first?.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };
}

/** @throws OutboundRefused, or the resolver's own error */
export async function checkedAddresses(
  policy: OutboundPolicy,
  target: Target,
  resolve: () => Promise<readonly LookupAddress[]>,
): Promise<readonly LookupAddress[]> {
  const addresses = await resolve();
  if (addresses.length === 0) throw new OutboundRefused(`"${target.host}" has no address.`);
  for (const { address } of addresses) policy.checkAddress(target, address);
  return addresses;
}
