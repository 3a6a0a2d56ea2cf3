import {
  type Destination,
  faults,
  SETTING_KEYS,
  type SettingDeclaration,
  type SettingKey,
  type Settings,
  settingDeclarations,
} from '@joor-bridge/contracts';
import { type FieldError, invalid } from '@joor-bridge/service-kit';
import { repeatedEntries } from './repeated-entries.js';
import { unmetNeeds } from './unmet-needs.js';

const isKey = (key: string): key is SettingKey => (SETTING_KEYS as readonly string[]).includes(key);

/**
 * Lays a partial change over the settings: a value replaces, null resets to the default.
 * @param place put before the key in errors, for settings that are part of a larger body
 * @throws 422 with every setting at fault and what it takes
 */
export function planSettings(
  current: Settings,
  change: unknown,
  destination: Pick<Destination, 'system' | 'options'>,
  place = '',
): Settings {
  if (typeof change !== 'object' || change === null || Array.isArray(change)) {
    throw invalid([{ field: place.replace(/\.$/, ''), message: 'must be an object of settings' }]);
  }
  const entries = Object.entries(change);
  const errors = entries.flatMap(([key, value]) => entryErrors(key, value, place));
  if (errors.length > 0) throw invalid(errors);
  const values = entries.map(([key, value]) => [key, value ?? defaultOf(key)]);
  const next: Settings = { ...current, ...Object.fromEntries(values) };
  const unfit = [
    ...repeatedEntries(next, place),
    ...unmetNeeds(next, destination, place, Object.keys(change)),
  ];
  if (unfit.length > 0) throw invalid(unfit);
  return next;
}

function entryErrors(key: string, value: unknown, place: string): FieldError[] {
  if (!isKey(key)) return [{ field: `${place}${key}`, message: 'is not a known setting' }];
  if (value === null) return [];
  const declaration: SettingDeclaration = settingDeclarations[key];
  return faults(declaration.schema, value).map(({ field, message }) => ({
    field: field === '' ? `${place}${key}` : `${place}${key}.${field}`,
    message,
  }));
}

const defaultOf = (key: string): unknown =>
  isKey(key) ? structuredClone(settingDeclarations[key].default) : undefined;
