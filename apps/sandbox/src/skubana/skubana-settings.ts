import { Fields } from '../control/fields.js';

/** How a Skubana world behaves where its behaviour is not documented. */
export interface SkubanaSettings {
  /** Access tokens that are good besides those that were exchanged for a code. */
  readonly tokens: readonly string[];
  readonly appKey: string;
  readonly appSecret: string;
  /** A second order of the same number and channel: refused with 400, or made again. */
  readonly duplicates: 'refuse' | 'double';
  /** Body of the create call. */
  readonly body: 'either' | 'object' | 'array';
  /** The look-up by number also returns orders whose number contains the one asked for. */
  readonly substringLookUp: boolean;
  /** Requests in a second before 429; null is no limit. */
  readonly perSecond: number | null;
  /** Requests for stock totals in a second before 429; null is no limit but the other one. */
  readonly totalsPerSecond: number | null;
  /** Every page of a list of goods is its first. */
  readonly ignoresPage: boolean;
  /** Names of warehouses that are shown as inactive. */
  readonly inactiveWarehouses: readonly string[];
  /** Levels that change by themselves in an hour. */
  readonly stockChangesPerHour: number;
  /** The account of JOOR's whose brand's goods it has. */
  readonly account: string;
}

export const skubanaDefaults = (world: string): SkubanaSettings => ({
  tokens: [`skubana-${world}-token`],
  appKey: `skubana-${world}-app`,
  appSecret: `skubana-${world}-secret`,
  duplicates: 'refuse',
  body: 'either',
  substringLookUp: false,
  perSecond: null,
  totalsPerSecond: null,
  ignoresPage: false,
  inactiveWarehouses: [],
  stockChangesPerHour: 0,
  account: world === 'production' ? 'skubana-demo' : 'demo',
});

/** @throws BadRequest */
export function readSkubanaSettings(value: unknown, base: SkubanaSettings): SkubanaSettings {
  const fields = new Fields(value, 'Skubana');
  const settings = {
    tokens: fields.texts('tokens', base.tokens),
    appKey: fields.text('appKey', base.appKey),
    appSecret: fields.text('appSecret', base.appSecret),
    duplicates: fields.choice('duplicates', ['refuse', 'double'], base.duplicates),
    body: fields.choice('body', ['either', 'object', 'array'], base.body),
    substringLookUp: fields.flag('substringLookUp', base.substringLookUp),
    perSecond: fields.has('perSecond') ? fields.optionalNumber('perSecond') : base.perSecond,
    totalsPerSecond: fields.has('totalsPerSecond')
      ? fields.optionalNumber('totalsPerSecond')
      : base.totalsPerSecond,
    ignoresPage: fields.flag('ignoresPage', base.ignoresPage),
    inactiveWarehouses: fields.texts('inactiveWarehouses', base.inactiveWarehouses),
    stockChangesPerHour: fields.number('stockChangesPerHour', base.stockChangesPerHour),
    account: fields.text('account', base.account),
  };
  fields.done();
  return settings;
}
