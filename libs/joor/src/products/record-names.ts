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
  a.identities.some((name, level) => {
    const other = b.identities[level] ?? '';
    return level < below && name !== '' && other !== '' && name !== other;
  });

/** Several parts as one name, which a record has only with all of them. */
export const joined = (...parts: readonly string[]): string =>
  parts.includes('') ? '' : JSON.stringify(parts);
