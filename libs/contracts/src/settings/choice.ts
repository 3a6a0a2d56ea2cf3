import { type TUnsafe, Type } from '@sinclair/typebox';
import { type SettingDeclaration, type SettingNeed, setting } from './declaration.js';

/** A setting with fixed options; `options` gives each option's meaning, in the order shown. */
export function choice<const O extends Readonly<Record<string, string>>>(declaration: {
  title: string;
  group: SettingDeclaration['group'];
  options: O;
  default: keyof O & string;
  help: string;
  needs?: readonly SettingNeed<keyof O & string>[];
}): SettingDeclaration<TUnsafe<keyof O & string>> {
  const values = Object.keys(declaration.options);
  const schema = Type.Unsafe<keyof O & string>(Type.Union(values.map((value) => Type.Literal(value))));
  return setting({ ...declaration, schema });
}
