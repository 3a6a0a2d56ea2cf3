interface Kept {
  readonly id: string;
  readonly externalId: string | null;
}

/** Records of one kind, in the order they were made; found by id, by external id and by what they belong to. */
export class Shelf<T extends Kept> {
  private readonly byId = new Map<string, T>();
  private readonly byExternalId = new Map<string, T>();
  private readonly byOwner = new Map<string, T[]>();

  /** `ownerOf` says what a record belongs to: a SKU to its product, a price to its SKU. It never changes. */
  constructor(private readonly ownerOf: (record: T) => string = () => '') {}

  get size(): number {
    return this.byId.size;
  }

  add(record: T): T {
    this.byId.set(record.id, record);
    this.named(record);
    const siblings = this.byOwner.get(this.ownerOf(record));
    if (siblings) siblings.push(record);
    else this.byOwner.set(this.ownerOf(record), [record]);
    return record;
  }

  /** Changes a record, under another external id perhaps. */
  change(record: T, changes: Partial<T>): T {
    const before = record.externalId;
    Object.assign(record, changes);
    if (before !== null && before !== record.externalId && this.byExternalId.get(before) === record)
      this.byExternalId.delete(before);
    this.named(record);
    return record;
  }

  remove(record: T): void {
    this.byId.delete(record.id);
    if (record.externalId !== null && this.byExternalId.get(record.externalId) === record)
      this.byExternalId.delete(record.externalId);
    const siblings = this.of(this.ownerOf(record));
    this.byOwner.set(
      this.ownerOf(record),
      siblings.filter((other) => other !== record),
    );
  }

  get(id: string): T | undefined {
    return this.byId.get(id);
  }

  /** Of several with one external id (where JOOR is told to double them), the first. */
  find(externalId: string): T | undefined {
    return this.byExternalId.get(externalId);
  }

  /** What belongs to `owner`. */
  of(owner: string): readonly T[] {
    return this.byOwner.get(owner) ?? [];
  }

  all(): readonly T[] {
    return [...this.byId.values()];
  }

  clear(): void {
    for (const index of [this.byId, this.byExternalId, this.byOwner]) index.clear();
  }

  private named(record: T): void {
    if (record.externalId !== null && !this.byExternalId.has(record.externalId))
      this.byExternalId.set(record.externalId, record);
  }
}
