import { type Static, Type } from '@sinclair/typebox';
import { joorSettings } from './joor-settings.js';
import { itemSettings, orderSettings, shippingSettings } from './order-settings.js';

/** Every setting of a connection, declared once: validation, API schema, forms and docs come from here. */
export const settingDeclarations = {
  ...joorSettings,
  ...orderSettings,
  ...itemSettings,
  ...shippingSettings,
} as const;

export type SettingKey = keyof typeof settingDeclarations;

/** All settings of a connection, defaults filled in. */
export type Settings = { [K in SettingKey]: Static<(typeof settingDeclarations)[K]['schema']> };

export const SETTING_KEYS = Object.keys(settingDeclarations) as SettingKey[];

export const SettingsSchema = Type.Unsafe<Settings>(
  Type.Object(Object.fromEntries(SETTING_KEYS.map((key) => [key, settingDeclarations[key].schema])), {
    additionalProperties: false,
  }),
);

export const defaultSettings = (): Settings =>
  structuredClone(
    Object.fromEntries(SETTING_KEYS.map((key) => [key, settingDeclarations[key].default])),
  ) as Settings;
