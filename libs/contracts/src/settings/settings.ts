import { type Static, Type } from '@sinclair/typebox';
import { inventorySettings } from './inventory-settings.js';
import { joorSettings } from './joor-settings.js';
import { itemSettings, orderSettings, shippingSettings } from './order-settings.js';
import { productSettings } from './product-settings.js';

/** Every setting of a connection, declared once: validation, API schema, forms and docs come from here. */
export const settingDeclarations = {
  ...joorSettings,
  ...orderSettings,
  ...itemSettings,
  ...shippingSettings,
  ...inventorySettings,
  ...productSettings,
} as const;

export type SettingKey = keyof typeof settingDeclarations;

/** All settings of a connection, defaults filled in. */
export type Settings = { [K in SettingKey]: Static<(typeof settingDeclarations)[K]['schema']> };

export const SETTING_KEYS = Object.keys(settingDeclarations) as SettingKey[];

const schemas = Object.fromEntries(SETTING_KEYS.map((key) => [key, settingDeclarations[key].schema]));

/** As people give and see them: all of them, and no other. */
export const SettingsSchema = Type.Unsafe<Settings>(Type.Object(schemas, { additionalProperties: false }));

/** As events and rows carry them, once they are complete: settings of another version may be among them. */
export const CarriedSettings = Type.Unsafe<Settings>(Type.Object(schemas));

export const defaultSettings = (): Settings =>
  structuredClone(
    Object.fromEntries(SETTING_KEYS.map((key) => [key, settingDeclarations[key].default])),
  ) as Settings;

/**
 * Settings that another version may have written: those that were declared later have their defaults, and those
 * that are not known here stay, so that nobody who passes them on takes them from a newer version.
 */
export const completeSettings = <S extends object>(written: S): Settings & S => ({
  ...defaultSettings(),
  ...written,
});

/** Only the settings that are declared here: what the API shows. */
export const knownSettings = (settings: Settings): Settings =>
  Object.fromEntries(SETTING_KEYS.map((key) => [key, settings[key]])) as Settings;
