import {
  type Destination,
  SETTING_KEYS,
  type SettingDeclaration,
  type Settings,
  settingDeclarations,
} from '@joor-bridge/contracts';
import type { FieldError } from '@joor-bridge/service-kit';
import { connectors } from '@joor-bridge/wms';

/** Settings that ask more of the destination than it can do, each with its declared reason. */
export function unmetNeeds(
  settings: Settings,
  destination: Pick<Destination, 'system' | 'options'>,
  place = '',
): FieldError[] {
  const can: object = connectors[destination.system].capabilities(destination.options);
  return SETTING_KEYS.flatMap((key) => {
    const { needs }: SettingDeclaration = settingDeclarations[key];
    if (!needs?.values.includes(settings[key])) return [];
    return Reflect.get(can, needs.capability) === true
      ? []
      : [{ field: `${place}${key}`, message: needs.reason }];
  });
}
