import { decimalOf } from './decimal.js';
import { dayOf, instantOf } from './moment.js';
import { UnreadableRecord } from './unreadable-record.js';

const MAX_TEXT = 20_000;
const MAX_INTEGER_DIGITS = 15;
const EMPTY = new Set<unknown>([undefined, null, '']);
const TRUE = new Set(['true', '1', 'yes', 'y']);
const FALSE = new Set(['false', '0', 'no', 'n', '']);

/** Half of a surrogate pair and NUL: legal in JSON text, refused by PostgreSQL and by UTF-8. */
const UNSTORABLE = /[\p{Surrogate}\0]/gu;

/**
 * One JSON object of JOOR v2, whose types are loose: numbers come as text, an absent text as `""` or null,
 * an empty list as `""`, a list of one as the object itself. Each reader throws UnreadableRecord with the
 * field's path when a value can't be what the field is.
 */
export class LooseRecord {
  private constructor(
    private readonly fields: Readonly<Record<string, unknown>>,
    private readonly path: string,
  ) {}

  static of(value: unknown, path = ''): LooseRecord {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new UnreadableRecord(path || 'order', 'is not an object');
    }
    return new LooseRecord(value as Record<string, unknown>, path && `${path}.`);
  }

  /** Trimmed; `""` where JOOR has nothing. */
  text(field: string, maxLength = MAX_TEXT): string {
    const value = this.fields[field];
    if (EMPTY.has(value) || isEmptyList(value)) return '';
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      throw this.unreadable(field, 'is not text');
    }
    const text = String(value).replaceAll(UNSTORABLE, '').replaceAll('<eop>', '').trim();
    if (text.length > maxLength) throw this.unreadable(field, `is longer than ${maxLength} characters`);
    return text;
  }

  /** Text that must not be blank. */
  required(field: string, maxLength?: number): string {
    const text = this.text(field, maxLength);
    if (text === '') throw this.unreadable(field, 'is blank');
    return text;
  }

  decimal(field: string): string {
    const text = this.text(field);
    if (text === '') return '0';
    const value = this.fields[field];
    const decimal = decimalOf(typeof value === 'number' ? value : text);
    if (decimal === null) throw this.unreadable(field, 'is not a decimal number of at most 15 digits');
    return decimal;
  }

  /** Null where JOOR has nothing. */
  integer(field: string): number | null {
    if (this.text(field) === '') return null;
    const decimal = this.decimal(field);
    if (decimal.includes('.') || decimal.length > MAX_INTEGER_DIGITS) {
      throw this.unreadable(field, 'is not a whole number');
    }
    return Number(decimal);
  }

  flag(field: string): boolean {
    const word = this.text(field).toLowerCase();
    if (TRUE.has(word)) return true;
    if (FALSE.has(word)) return false;
    throw this.unreadable(field, 'is neither true nor false');
  }

  instant(field: string): string | null {
    return this.moment(field, instantOf, 'is not an ISO 8601 time');
  }

  day(field: string): string | null {
    return this.moment(field, dayOf, 'is not a date of the form YYYY-MM-DD');
  }

  list(field: string): LooseRecord[] {
    const value = this.fields[field];
    if (EMPTY.has(value)) return [];
    const items = Array.isArray(value) ? value : [value];
    return items.map((item, index) => LooseRecord.of(item, `${this.path}${field}[${index}]`));
  }

  /** Whether the field holds records, a list of them or the only one, and not a mere value. */
  isList(field: string): boolean {
    return typeof this.fields[field] === 'object' && this.fields[field] !== null;
  }

  unreadable(field: string, reason: string): UnreadableRecord {
    return new UnreadableRecord(this.path + field, reason);
  }

  private moment(field: string, read: (text: string) => string | null, reason: string): string | null {
    const text = this.text(field);
    if (text === '' || text.startsWith('0000-00-00')) return null;
    const moment = read(text);
    if (moment === null) throw this.unreadable(field, reason);
    return moment;
  }
}

const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0;
