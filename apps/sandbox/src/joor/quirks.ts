import { Fields } from '../control/fields.js';
import { Random } from '../random/random.js';

/** The loose habits of JOOR's answers, each to be switched on alone. */
export interface Quirks {
  /** Absent text as "" (as documented), as null, or now one and now the other. */
  readonly emptyText: 'text' | 'null' | 'mixed';
  /** Empty lists as [] or as "". */
  readonly emptyList: 'array' | 'text';
  /** Numbers as numbers, as text, or mixed. */
  readonly numbers: 'number' | 'text' | 'mixed';
  /** `next_start` after the last page: "", left out, a number past the end; `never` leaves it out always. */
  readonly nextStart: 'empty' | 'absent' | 'past-end' | 'never';
  /** Fields nobody has documented. */
  readonly unknownFields: boolean;
  /** `<eop>` inside comments. */
  readonly endOfParagraph: boolean;
  /** Lists by modified date instead of by id: they shift while orders change. */
  readonly unstableList: boolean;
  /** HTTP status of an answer whose `response.code` is not 0. */
  readonly errorStatus: number;
}

export const NO_QUIRKS: Quirks = {
  emptyText: 'text',
  emptyList: 'array',
  numbers: 'number',
  nextStart: 'empty',
  unknownFields: false,
  endOfParagraph: false,
  unstableList: false,
  errorStatus: 400,
};

/** Every quirk that a reader must bear at once. */
export const ALL_QUIRKS: Quirks = {
  emptyText: 'mixed',
  emptyList: 'text',
  numbers: 'mixed',
  nextStart: 'past-end',
  unknownFields: true,
  endOfParagraph: true,
  unstableList: true,
  errorStatus: 200,
};

/** @throws BadRequest */
export function readQuirks(value: unknown, base: Quirks): Quirks {
  if (value === 'all') return ALL_QUIRKS;
  if (value === 'none') return NO_QUIRKS;
  const fields = new Fields(value, 'quirks');
  const quirks = {
    emptyText: fields.choice('emptyText', ['text', 'null', 'mixed'], base.emptyText),
    emptyList: fields.choice('emptyList', ['array', 'text'], base.emptyList),
    numbers: fields.choice('numbers', ['number', 'text', 'mixed'], base.numbers),
    nextStart: fields.choice('nextStart', ['empty', 'absent', 'past-end', 'never'], base.nextStart),
    unknownFields: fields.flag('unknownFields', base.unknownFields),
    endOfParagraph: fields.flag('endOfParagraph', base.endOfParagraph),
    unstableList: fields.flag('unstableList', base.unstableList),
    errorStatus: fields.number('errorStatus', base.errorStatus, 200, 599),
  };
  fields.done();
  return quirks;
}

/** The record as JOOR might write it. The same record is always written the same way. */
export function dress(raw: unknown, quirks: Quirks, key: string): unknown {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return raw;
  const random = new Random(`quirks:${key}`);
  const order: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw)) order[name] = dressed(value, quirks, random);
  if (quirks.endOfParagraph && typeof order.order_comments === 'string') order.order_comments += '<eop>';
  if (quirks.unknownFields)
    Object.assign(order, { order_flags: ['x'], order_beta: { since: 1 }, retailer_score: 4.5 });
  return order;
}

function dressed(value: unknown, quirks: Quirks, random: Random): unknown {
  if (value === '') {
    const asNull = quirks.emptyText === 'null' || (quirks.emptyText === 'mixed' && random.chance(0.5));
    return asNull ? null : '';
  }
  if (typeof value === 'number') {
    const asText = quirks.numbers === 'text' || (quirks.numbers === 'mixed' && random.chance(0.5));
    return asText ? String(value) : value;
  }
  if (Array.isArray(value)) {
    if (value.length === 0 && quirks.emptyList === 'text') return '';
    return value.map((entry) => dressed(entry, quirks, random));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, dressed(v, quirks, random)]));
  }
  return value;
}
