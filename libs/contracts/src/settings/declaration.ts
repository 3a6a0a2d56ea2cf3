import type { Static, TSchema } from '@sinclair/typebox';

/** What a setting may ask of the rest of the connection before it can be switched on. */
export interface SettingNeed<T> {
  /** A capability of the destination's connector, e.g. `productDetails`. */
  readonly capability: string;
  /** The values that need it. */
  readonly values: readonly T[];
  /** Said to the person whose change is refused. */
  readonly reason: string;
}

export interface SettingDeclaration<S extends TSchema = TSchema> {
  readonly title: string;
  readonly group: 'JOOR' | 'Orders' | 'Items' | 'Shipping' | 'Inventory' | 'Products';
  readonly schema: S;
  readonly default: Static<S>;
  readonly help: string;
  /** For a choice: what each option means, in the order shown. */
  readonly options?: Readonly<Record<string, string>>;
  readonly needs?: SettingNeed<Static<S>>;
}

export const setting = <S extends TSchema>(declaration: SettingDeclaration<S>): SettingDeclaration<S> =>
  declaration;
