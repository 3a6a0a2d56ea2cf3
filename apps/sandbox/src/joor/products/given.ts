import { invalid, UnknownFields } from './record-error.js';

/** Reads one record of a v4 call field by field, as strictly as JOOR says it does. @throws RecordError */
export class Given {
  private readonly known = new Set<string>();
  private readonly source: Readonly<Record<string, unknown>>;

  constructor(
    value: unknown,
    private readonly where = '',
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw invalid(`${where || 'Record'} must be an object`);
    this.source = value as Record<string, unknown>;
  }

  has(name: string): boolean {
    return this.source[name] !== undefined;
  }

  /** Text, not longer than `max`; undefined where the field is left out. */
  text(name: string, max = Number.POSITIVE_INFINITY): string | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') throw invalid(`${this.at(name)} must be a string`);
    if (value.length > max) throw invalid(`${this.at(name)} is longer than ${max} characters`);
    return value;
  }

  requiredText(name: string, max?: number): string {
    const value = this.text(name, max);
    if (value === undefined || value.trim() === '') throw invalid(`${this.at(name)} is required`);
    return value;
  }

  /** An id, as text or as a number. */
  id(name: string): string | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'string' && !Number.isInteger(value))
      throw invalid(`${this.at(name)} must be an id`);
    return String(value);
  }

  requiredId(name: string): string {
    const value = this.id(name);
    if (value === undefined || value === '') throw invalid(`${this.at(name)} is required`);
    return value;
  }

  whole(name: string, min = 0): number | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min)
      throw invalid(`${this.at(name)} must be an integer of at least ${min}`);
    return value;
  }

  choice<const C extends string>(name: string, choices: readonly C[]): C | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    const found = choices.find((choice) => choice === value);
    if (found === undefined) throw invalid(`${this.at(name)} must be one of ${choices.join(', ')}`);
    return found;
  }

  /** A record within the record. */
  inner(name: string): Given | undefined {
    const value = this.raw(name);
    return value === undefined ? undefined : new Given(value, this.at(name));
  }

  list(name: string): readonly Given[] | undefined {
    return this.array(name)?.map((value) => new Given(value, this.at(name)));
  }

  ids(name: string): readonly string[] | undefined {
    return this.array(name)?.map((value) => {
      if (typeof value !== 'string' && !Number.isInteger(value))
        throw invalid(`${this.at(name)} must hold ids`);
      return String(value);
    });
  }

  /** @throws UnknownFields when the record has fields that nobody has read. */
  done(): void {
    const unknown = Object.keys(this.source).filter((name) => !this.known.has(name));
    if (unknown.length > 0) throw new UnknownFields(unknown.map((name) => this.at(name)));
  }

  private array(name: string): readonly unknown[] | undefined {
    const value = this.raw(name);
    if (value !== undefined && !Array.isArray(value)) throw invalid(`${this.at(name)} must be an array`);
    return value;
  }

  private raw(name: string): unknown {
    this.known.add(name);
    return this.source[name];
  }

  private at(name: string): string {
    return this.where ? `${this.where}.${name}` : name;
  }
}
