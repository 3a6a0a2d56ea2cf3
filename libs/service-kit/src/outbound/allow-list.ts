import ipaddr from 'ipaddr.js';

/** One thing the operator allows although it is not public. */
export type AllowEntry =
  | { readonly kind: 'range'; readonly range: readonly [ipaddr.IPv4 | ipaddr.IPv6, number] }
  | { readonly kind: 'host'; readonly host: string };

const HOST = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/;

/** Reads `OUTBOUND_ALLOW`: CIDR ranges, addresses and host names, separated by commas. */
export function parseAllowList(text: string): { entries: AllowEntry[]; faults: string[] } {
  const entries: AllowEntry[] = [];
  const faults: string[] = [];
  for (const part of text.split(',').map((entry) => entry.trim().toLowerCase())) {
    if (part === '') continue;
    const entry = parseEntry(part);
    if (entry) entries.push(entry);
    else faults.push(`holds "${part}", which is no address, CIDR range or host name`);
  }
  return { entries, faults };
}

function parseEntry(text: string): AllowEntry | null {
  if (ipaddr.isValidCIDR(text)) return { kind: 'range', range: ipaddr.parseCIDR(text) };
  if (ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text)) {
    const address = ipaddr.parse(text);
    return { kind: 'range', range: [address, address.kind() === 'ipv4' ? 32 : 128] };
  }
  // Digits, dots and slashes that are no address are a slip, not a host.
  return HOST.test(text) && !/^[\d.]+$/.test(text) ? { kind: 'host', host: text } : null;
}

export const allowsHost = (entries: readonly AllowEntry[], host: string): boolean =>
  entries.some((entry) => entry.kind === 'host' && entry.host === host);

export const allowsAddress = (entries: readonly AllowEntry[], address: ipaddr.IPv4 | ipaddr.IPv6): boolean =>
  entries.some(
    (entry) =>
      entry.kind === 'range' && entry.range[0].kind() === address.kind() && address.match([...entry.range]),
  );
