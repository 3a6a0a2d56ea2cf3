import type { Destination } from '@joor-bridge/contracts';
import { type FieldError, invalid } from '@joor-bridge/service-kit';
import type { ConnectionState } from './connection-state.js';

const ADDRESSES = [
  { field: 'url', slot: 'wms.production' },
  { field: 'sandboxUrl', slot: 'wms.sandbox' },
] as const;

/**
 * Stored credentials stay with the place that they were stored for: whoever could point them at a host of his
 * own would read out what is never shown.
 * | change of the destination                   | refused while credentials are stored in |
 * |---------------------------------------------|-----------------------------------------|
 * | `system`                                    | wms.production, wms.sandbox             |
 * | origin of `url`, null being one of its own  | wms.production                          |
 * | origin of `sandboxUrl`, likewise            | wms.sandbox                             |
 * Another path at the same origin is no other place.
 * @throws 422 naming the field
 */
export function mustKeepCredentials(
  { destination, credentials }: Pick<ConnectionState, 'destination' | 'credentials'>,
  next: Destination,
): void {
  const moved = next.system === destination.system ? movedAddresses(destination, next) : ADDRESSES;
  const held = moved.filter(({ slot }) => credentials[slot]);
  if (held.length === 0) return;
  if (next.system === destination.system)
    throw invalid(held.map(({ field, slot }) => refusal(field, [slot])));
  const slots = held.map(({ slot }) => slot);
  throw invalid([refusal('system', slots)]);
}

const movedAddresses = (from: Destination, to: Destination) =>
  ADDRESSES.filter(({ field }) => originOf(from[field]) !== originOf(to[field]));

/** Null: the system's own address, which is the operator's to set. */
const originOf = (url: string | null): string | null => (url === null ? null : new URL(url).origin);

function refusal(field: string, slots: readonly string[]): FieldError {
  const what = field === 'system' ? 'cannot change' : 'cannot go to another host, port or scheme';
  const them = slots.length === 1 ? 'holds credentials' : 'hold credentials';
  return {
    field: `destination.${field}`,
    message: `${what} while ${slots.join(' and ')} ${them}: remove them, change the destination, then store them again`,
  };
}
