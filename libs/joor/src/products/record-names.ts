/**
 * What a record can be told by, the surest first; `""` where it lacks the name. `identities` name one record of an
 * account. `hints` may be shared, and only count where nothing else can be meant.
 */
export interface RecordNames {
  readonly identities: readonly string[];
  readonly hints: readonly string[];
}

/** Whether both have one of the identities, and it differs. */
export const contradict = (a: RecordNames, b: RecordNames, below = a.identities.length): boolean =>
  anyDiffers(a.identities.slice(0, below), b.identities);

/** Whether they differ in anything that both have. */
export const differ = (a: RecordNames, b: RecordNames): boolean =>
  contradict(a, b) || anyDiffers(a.hints, b.hints);

const anyDiffers = (names: readonly string[], others: readonly string[]): boolean =>
  names.some((name, level) => {
    const other = others[level] ?? '';
    return name !== '' && other !== '' && name !== other;
  });

/** Several parts as one name, which a record has only with all of them. */
export const joined = (...parts: readonly string[]): string =>
  parts.includes('') ? '' : JSON.stringify(parts);
