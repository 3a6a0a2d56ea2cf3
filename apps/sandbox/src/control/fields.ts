/** The request to the control API is wrong; the message says what is. */
export class BadRequest extends Error {}

/** Reads a JSON object field by field and refuses what nobody asked for. @throws BadRequest */
export class Fields {
  private readonly known = new Set<string>();
  private readonly source: Readonly<Record<string, unknown>>;

  constructor(
    value: unknown,
    private readonly what: string,
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new BadRequest(`${what} must be a JSON object`);
    }
    this.source = value as Record<string, unknown>;
  }

  has(name: string): boolean {
    return this.source[name] !== undefined;
  }

  raw(name: string): unknown {
    this.known.add(name);
    return this.source[name];
  }

  number(name: string, fallback: number, min = 0, max = Number.MAX_SAFE_INTEGER): number {
    const value = this.raw(name) ?? fallback;
    if (typeof value !== 'number' || !(value >= min && value <= max)) {
      throw new BadRequest(`${this.what}: ${name} must be a number from ${min} to ${max}`);
    }
    return value;
  }

  optionalNumber(name: string, min = 0): number | null {
    return this.raw(name) == null ? null : this.number(name, min, min);
  }

  text(name: string, fallback: string): string {
    const value = this.raw(name) ?? fallback;
    if (typeof value !== 'string') throw new BadRequest(`${this.what}: ${name} must be text`);
    return value;
  }

  optionalText(name: string): string | null {
    return this.raw(name) == null ? null : this.text(name, '');
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.raw(name) ?? fallback;
    if (typeof value !== 'boolean') throw new BadRequest(`${this.what}: ${name} must be true or false`);
    return value;
  }

  choice<const C extends string>(name: string, choices: readonly C[], fallback: C): C {
    const value = this.raw(name) ?? fallback;
    const found = choices.find((choice) => choice === value);
    if (found === undefined)
      throw new BadRequest(`${this.what}: ${name} must be one of ${choices.join(', ')}`);
    return found;
  }

  /** An object with whatever fields; an empty one when it is left out. */
  object(name: string): Readonly<Record<string, unknown>> {
    const value = this.raw(name) ?? {};
    if (typeof value !== 'object' || Array.isArray(value)) {
      throw new BadRequest(`${this.what}: ${name} must be an object`);
    }
    return value as Record<string, unknown>;
  }

  list(name: string): readonly unknown[] {
    const value = this.raw(name) ?? [];
    if (!Array.isArray(value)) throw new BadRequest(`${this.what}: ${name} must be an array`);
    return value;
  }

  texts(name: string, fallback: readonly string[]): readonly string[] {
    if (this.raw(name) === undefined) return fallback;
    return this.list(name).map((entry) => {
      if (typeof entry !== 'string') throw new BadRequest(`${this.what}: ${name} must be an array of texts`);
      return entry;
    });
  }

  /** @throws BadRequest naming every field that was not read. */
  done(): void {
    const unknown = Object.keys(this.source).filter((name) => !this.known.has(name));
    if (unknown.length > 0) {
      throw new BadRequest(
        `${this.what}: unknown ${unknown.join(', ')}; known: ${[...this.known].join(', ')}`,
      );
    }
  }
}
