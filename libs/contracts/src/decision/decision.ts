/** The rules in the order they speak; the first that objects decides. */
export const RULES = [
  'connection',
  'earliest-date',
  'order-status',
  'warehouse-code',
  'customer-code',
  'order-filter',
  'item-filter',
  'ship-method',
  'item-code',
  'quantity',
  'lines',
] as const;
export type Rule = (typeof RULES)[number];

/** What one rule found, in words that name the facts it saw. */
export interface RuleReport {
  readonly rule: Rule;
  readonly verdict: 'pass' | 'skip' | 'hold';
  readonly text: string;
}

/** One line of the order as it would be delivered, or struck out with the reason. */
export interface DecidedLine {
  readonly key: string;
  /** What the WMS knows the item by; blank when there is nothing. */
  readonly itemCode: string;
  /** In the unit of the setting Casepack Quantity. */
  readonly quantity: number;
  readonly struckOut: string | null;
}

/** `deliver`, `skip` or `hold` for one revision under one settings version. */
export interface Decision {
  readonly outcome: 'deliver' | 'skip' | 'hold';
  /** The rule that decided; null when none objected. */
  readonly rule: Rule | null;
  readonly explanation: readonly RuleReport[];
  readonly settingsVersion: number;
  /** Mapped shipping method for the WMS. */
  readonly shipMethod: string;
  readonly lines: readonly DecidedLine[];
}
