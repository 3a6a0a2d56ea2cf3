export type JsonObject = Readonly<Record<string, unknown>>;

/** The text as a JSON value; undefined where it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A non-empty text or a number, as text. */
export function readText(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

const MESSAGE_FIELDS = ['message', 'detail', 'error', 'title', 'errorMessage', 'reason'];
/** Longest reason that is passed on, in characters. */
const LONGEST_REASON = 500;

/** What an error answer says to a person: its message field where it has one, else the body's beginning. */
export function messageOf(body: string): string {
  const json = readJson(body);
  const said = isObject(json) ? messageIn(json) : null;
  return (said ?? (body.trim() || 'no explanation given')).slice(0, LONGEST_REASON);
}

function messageIn(json: JsonObject): string | null {
  for (const field of MESSAGE_FIELDS) {
    const value = json[field];
    if (isObject(value)) return messageIn(value);
    const text = readText(value);
    if (text) return text;
  }
  return Array.isArray(json.errors) ? messageOfList(json.errors) : null;
}

function messageOfList(errors: readonly unknown[]): string | null {
  const texts = errors.map((error) => (isObject(error) ? messageIn(error) : readText(error)));
  return texts.filter((text) => text !== null).join('; ') || null;
}
