import { Fields } from '../control/fields.js';

/** The signing secret of an instance that was not given another. Public, for demonstration only. */
export const DEMO_SIGNING_SECRET = 'whsec_c2FuZGJveC1kZW1vLXNpZ25pbmctc2VjcmV0LTAx';

/** How one generic WMS behaves. */
export interface InstanceSettings {
  /** Standard Webhooks secret; null does not look at the signature. */
  readonly signingSecret: string | null;
  /** Bearer token it wants; null wants none. */
  readonly bearerToken: string | null;
  /** Recognises a repeated Idempotency-Key and answers with the first effect. */
  readonly honoursKey: boolean;
  /** Offers `GET orders/{externalId}`. */
  readonly lookUp: boolean;
  /** Takes `{"orders":[…]}`; without it an array is refused with 400. */
  readonly batches: boolean;
  /** An order it already has, under a new key or none: refused with 409, or made again. */
  readonly duplicates: 'refuse' | 'double';
  /** Orders whose body contains this text are rejected (422). */
  readonly rejectContaining: string | null;
  /** Largest page of stock or styles. */
  readonly mostRows: number;
  /** Pages as they should be; or one cursor, or one page, for ever. */
  readonly pages: 'whole' | 'repeated-cursor' | 'repeated-page';
  /** Whether a level says when it was true. */
  readonly statesTime: boolean;
  /** Levels that change by themselves in an hour. */
  readonly stockChangesPerHour: number;
  /** An order that arrives takes its units from the stock. */
  readonly ordersLowerStock: boolean;
}

export const INSTANCE_DEFAULTS: InstanceSettings = {
  signingSecret: DEMO_SIGNING_SECRET,
  bearerToken: null,
  honoursKey: true,
  lookUp: true,
  batches: true,
  duplicates: 'refuse',
  rejectContaining: null,
  mostRows: 5_000,
  pages: 'whole',
  statesTime: true,
  stockChangesPerHour: 0,
  ordersLowerStock: true,
};

/** @throws BadRequest */
export function readInstanceSettings(value: unknown, base: InstanceSettings): InstanceSettings {
  const fields = new Fields(value, 'generic WMS');
  const settings = {
    signingSecret: nullable(fields, 'signingSecret', base.signingSecret),
    bearerToken: nullable(fields, 'bearerToken', base.bearerToken),
    honoursKey: fields.flag('honoursKey', base.honoursKey),
    lookUp: fields.flag('lookUp', base.lookUp),
    batches: fields.flag('batches', base.batches),
    duplicates: fields.choice('duplicates', ['refuse', 'double'], base.duplicates),
    rejectContaining: nullable(fields, 'rejectContaining', base.rejectContaining),
    mostRows: fields.number('mostRows', base.mostRows, 1),
    pages: fields.choice('pages', ['whole', 'repeated-cursor', 'repeated-page'], base.pages),
    statesTime: fields.flag('statesTime', base.statesTime),
    stockChangesPerHour: fields.number('stockChangesPerHour', base.stockChangesPerHour),
    ordersLowerStock: fields.flag('ordersLowerStock', base.ordersLowerStock),
  };
  fields.done();
  return settings;
}

const nullable = (fields: Fields, name: string, base: string | null): string | null =>
  fields.has(name) ? fields.optionalText(name) : base;
