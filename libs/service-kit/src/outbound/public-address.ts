import ipaddr from 'ipaddr.js';

/** Azure hands out credentials from this public address to whoever asks from inside. */
const CLOUD_INTERNAL = new Set(['168.63.129.16']);

/** IPv6 space that is routed in public; all else, mapped and translated forms included, is not. */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/** Reads an address; an IPv4 one that is wrapped as IPv4-mapped IPv6 is unwrapped first. */
export function readAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 {
  return ipaddr.process(text);
}

/** Whether an address is ordinary public internet: not private, local, shared, reserved or a way around those. */
export function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() !== 'unicast' || CLOUD_INTERNAL.has(address.toString())) return false;
  return address.kind() === 'ipv4' || address.match(GLOBAL_UNICAST);
}
