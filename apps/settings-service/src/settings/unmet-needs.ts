import {
  type Destination,
  SETTING_KEYS,
  type SettingDeclaration,
  type SettingNeed,
  type Settings,
  settingDeclarations,
} from '@joor-bridge/contracts';
import type { FieldError } from '@joor-bridge/service-kit';
import { connectors } from '@joor-bridge/wms';

/**
 * Settings that ask more of the destination or of other settings than there is, each with its first declared reason.
 * @param changed the settings that somebody is changing: where only the needed one is among them, it is the one at
 *   fault
 */
export function unmetNeeds(
  settings: Settings,
  destination: Pick<Destination, 'system' | 'options'>,
  place = '',
  changed: readonly string[] = [],
): FieldError[] {
  const can: object = connectors[destination.system].capabilities(destination.options);
  return SETTING_KEYS.flatMap((key) => {
    const { needs = [] }: SettingDeclaration = settingDeclarations[key];
    const unmet = needs.find((need) => need.values.includes(settings[key]) && !isMet(need, can, settings));
    return unmet ? [{ field: `${place}${atFault(key, unmet, changed)}`, message: unmet.reason }] : [];
  });
}

function isMet(need: SettingNeed<unknown>, can: object, settings: Settings): boolean {
  if ('capability' in need) return Reflect.get(can, need.capability) === true;
  const value: unknown = Reflect.get(settings, need.setting);
  return (typeof value === 'string' ? value.trim() : value) !== need.not;
}

const atFault = (key: string, need: SettingNeed<unknown>, changed: readonly string[]): string =>
  'setting' in need && changed.includes(need.setting) && !changed.includes(key) ? need.setting : key;
