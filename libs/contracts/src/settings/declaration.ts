import type { Static, TSchema } from '@sinclair/typebox';

/** What a setting asks of the rest of the connection before it may take some of its values. */
export type SettingNeed<T> = NeedOf<T> & (CapabilityNeeded | SettingNeeded);

interface NeedOf<T> {
  /** The values that need it. */
  readonly values: readonly T[];
  /** Said to the person whose change is refused, from whichever side it comes. */
  readonly reason: string;
}

interface CapabilityNeeded {
  /** Of the destination's connector, e.g. `productDetails`. */
  readonly capability: string;
}

interface SettingNeeded {
  /** Key of another setting. */
  readonly setting: string;
  /** What that setting must not be; `""` is blank, spaces included. */
  readonly not: string;
}

export interface SettingDeclaration<S extends TSchema = TSchema> {
  readonly title: string;
  readonly group: 'JOOR' | 'Orders' | 'Items' | 'Shipping' | 'Inventory' | 'Products';
  readonly schema: S;
  readonly default: Static<S>;
  readonly help: string;
  /** For a choice: what each option means, in the order shown. */
  readonly options?: Readonly<Record<string, string>>;
  readonly needs?: readonly SettingNeed<Static<S>>[];
}

export const setting = <S extends TSchema>(declaration: SettingDeclaration<S>): SettingDeclaration<S> =>
  declaration;
