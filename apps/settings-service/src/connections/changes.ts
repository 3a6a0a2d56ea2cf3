import { isDeepStrictEqual } from 'node:util';
import { CREDENTIAL_SLOTS, SETTING_KEYS } from '@joor-bridge/contracts';
import type { ConnectionState } from './connection-state.js';

/** One difference between two versions of a connection. Of credentials only that they changed. */
export interface Change {
  /** E.g. `name`, `settings.joor.testMode`, `destination.url`, `credentials.wms.sandbox`. */
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What changed from one state to the next, in a fixed order; null as `before` of a connection that is new. */
export function changesBetween(before: ConnectionState | null, after: ConnectionState): Change[] {
  const old = before === null ? new Map<string, unknown>() : facts(before);
  const plain = [...facts(after)]
    .map(([field, value]) => ({ field, before: old.get(field) ?? null, after: value }))
    .filter((change) => !isDeepStrictEqual(change.before, change.after));
  return [...plain, ...goneOptions(old, facts(after)), ...credentialChanges(before, after)];
}

function facts(state: ConnectionState): Map<string, unknown> {
  const { system, url, sandboxUrl, options } = state.destination;
  return new Map<string, unknown>([
    ['name', state.name],
    ['enabled', state.enabled],
    ['joorAccount', state.joorAccount],
    ['destination.system', system],
    ['destination.url', url],
    ['destination.sandboxUrl', sandboxUrl],
    ...Object.entries(options).map(([name, value]) => [`destination.options.${name}`, value] as const),
    ...SETTING_KEYS.map((key) => [`settings.${key}`, state.settings[key]] as const),
  ]);
}

const goneOptions = (old: ReadonlyMap<string, unknown>, now: ReadonlyMap<string, unknown>): Change[] =>
  [...old]
    .filter(([field]) => !now.has(field))
    .map(([field, value]) => ({ field, before: value, after: null }));

function credentialChanges(before: ConnectionState | null, after: ConnectionState): Change[] {
  return CREDENTIAL_SLOTS.flatMap((slot) => {
    const [old, now] = [before?.credentials[slot], after.credentials[slot]];
    if (isDeepStrictEqual(old, now)) return [];
    const words = now === undefined ? 'removed' : old === undefined ? 'set' : 'replaced';
    return [{ field: `credentials.${slot}`, before: old === undefined ? 'not set' : 'set', after: words }];
  });
}
