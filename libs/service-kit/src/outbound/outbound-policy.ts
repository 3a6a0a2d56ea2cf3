import type ipaddr from 'ipaddr.js';
import { type AllowEntry, allowsAddress, allowsHost } from './allow-list.js';
import { OutboundRefused } from './outbound-refused.js';
import { isPublic, readAddress } from './public-address.js';

/**
 * What may be reached from here:
 * | target                                   | scheme         | ports      |
 * |------------------------------------------|----------------|------------|
 * | public addresses                         | https          | 443, 8443  |
 * | hosts and ranges in OUTBOUND_ALLOW       | https and http | any        |
 * Never: user and password in the address, other schemes, names that only mean something inside.
 */
const PUBLIC_PORTS = new Set(['', '443', '8443']);
const INSIDE_NAMES =
  /(^|\.)(localhost|local|internal|intranet|lan|home|corp|private|localdomain|home\.arpa|onion)$/;
const HINT = 'The operator of this installation can allow it in OUTBOUND_ALLOW.';

/** An address that passed as far as it can be told without DNS. */
export interface Target {
  readonly url: URL;
  /** Host without brackets. */
  readonly host: string;
  /** The host is an address itself. */
  readonly literal: boolean;
}

export class OutboundPolicy {
  constructor(private readonly allowed: readonly AllowEntry[]) {}

  /**
   * Checks all that can be told without asking DNS.
   * @throws OutboundRefused
   */
  readTarget(text: string): Target {
    const url = parse(text);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const literal = url.hostname.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(host);
    const target = { url, host, literal };
    if (literal) this.checkAddress(target, host);
    else if (!this.trusts(host)) checkName(host);
    return target;
  }

  /**
   * Checks one address that a target's host stands for.
   * @throws OutboundRefused
   */
  checkAddress(target: Target, text: string): void {
    if (this.trusts(target.host)) return;
    const address = readAddress(text);
    if (this.trustsAddress(address)) return;
    if (!isPublic(address)) {
      // Not which address: that would tell a customer what the network inside looks like.
      throw new OutboundRefused(`${target.host} is not a public address. ${HINT}`);
    }
    checkPublicForm(target.url);
  }

  private trusts(host: string): boolean {
    return allowsHost(this.allowed, host);
  }

  private trustsAddress(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
    return allowsAddress(this.allowed, address);
  }
}

/** Characters that URL parsers disagree about. */
const DISPUTED = /[\\\s]/;

function parse(text: string): URL {
  let url: URL;
  try {
    url = new URL(DISPUTED.test(text) ? '' : text);
  } catch {
    throw new OutboundRefused('This is not an address. It must look like https://wms.example.com/orders.');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new OutboundRefused(`Only https addresses can be used, not ${url.protocol.slice(0, -1)}.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new OutboundRefused(
      'User name and password do not belong in the address; store them as credentials.',
    );
  }
  return url;
}

function checkName(host: string): void {
  if (!host.includes('.') || host.endsWith('.') || INSIDE_NAMES.test(host)) {
    throw new OutboundRefused(`"${host}" is not a public host name. ${HINT}`);
  }
}

function checkPublicForm(url: URL): void {
  if (url.protocol !== 'https:')
    throw new OutboundRefused(`Only https addresses can be used, not http. ${HINT}`);
  if (!PUBLIC_PORTS.has(url.port)) {
    throw new OutboundRefused(`Port ${url.port} cannot be used, only 443 and 8443. ${HINT}`);
  }
}
