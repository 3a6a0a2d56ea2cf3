/** What doctor found about one thing. */
export interface Finding {
  /** What was looked at. */
  readonly what: string;
  /** `waiting`: nothing is broken, and nothing goes on until a person decides. */
  readonly state: 'well' | 'ill' | 'waiting' | 'not available';
  /** What was found and, when it is not well, what to do. */
  readonly detail: string;
}

export const well = (what: string, detail: string): Finding => ({ what, state: 'well', detail });
export const ill = (what: string, detail: string): Finding => ({ what, state: 'ill', detail });
export const waiting = (what: string, detail: string): Finding => ({ what, state: 'waiting', detail });
export const notAvailable = (what: string, detail: string): Finding => ({
  what,
  state: 'not available',
  detail,
});

export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
