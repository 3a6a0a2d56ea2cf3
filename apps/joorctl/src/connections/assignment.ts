import { SETTING_KEYS, type SettingKey, settingDeclarations } from '@joor-bridge/contracts';
import { wrongUsage } from '../program/exit-code.js';

/** What `set` changes: settings, and facts of the connection itself. */
export interface Changes {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly connection: Readonly<Record<string, unknown>>;
}

const isSetting = (name: string): name is SettingKey => SETTING_KEYS.some((key) => key === name);

/**
 * Reads `setting=value` pairs. A setting of text or of fixed options takes the text as it is; any other takes
 * JSON. `null` resets a setting to its default.
 * @throws CommandFailed that names the setting
 */
export function readAssignments(pairs: readonly string[]): Changes {
  const settings: Record<string, unknown> = {};
  const connection: Record<string, unknown> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 1)
      throw wrongUsage(`"${pair}" is no change: write setting=value, as in joor.orderStatus=Approved.`);
    const name = pair.slice(0, at).trim();
    const text = pair.slice(at + 1);
    if (name === 'name') connection.name = text;
    else if (name === 'enabled') connection.enabled = readSwitch(text);
    else if (isSetting(name)) settings[name] = readSetting(name, text);
    else throw wrongUsage(`There is no setting "${name}". ${nearest(name)}`);
  }
  return { settings, connection };
}

function readSetting(name: SettingKey, text: string): unknown {
  if (text === 'null') return null;
  if (typeof settingDeclarations[name].default === 'string') return text;
  try {
    return JSON.parse(text);
  } catch {
    if (settingDeclarations[name].default === null) return text;
    throw wrongUsage(
      `The setting ${name} takes JSON, as in '${name}=${JSON.stringify(settingDeclarations[name].default)}'.`,
    );
  }
}

function readSwitch(text: string): boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  throw wrongUsage('enabled takes true or false.');
}

function nearest(name: string): string {
  const part = name.toLowerCase().split('.').pop() ?? '';
  const near = SETTING_KEYS.filter((key) => key.toLowerCase().includes(part));
  return `There are name, enabled, ${(near.length > 0 ? near : SETTING_KEYS).join(', ')}.`;
}
