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

/** Objects within objects that are looked into; an answer may be nested as deep as it is long. */
const DEEPEST = 8;

/** What is taken out of a text before a person reads it. */
type Clean = (text: string) => string;

/** What an error answer says to a person: its message field where it has one, else the body's beginning. */
export function messageOf(body: string, clean: Clean): string {
  const json = readJson(body);
  return excerpt((isObject(json) ? messageIn(json) : null) ?? body, clean);
}

/** The same of a part of an answer. */
export const messageOfPart = (part: JsonObject, clean: Clean): string =>
  excerpt(messageIn(part) ?? written(part), clean);

/** Cleaned before it is cut, so that no part of a secret is left at the end. */
const excerpt = (text: string, clean: Clean): string =>
  clean(text.trim() || 'no explanation given').slice(0, LONGEST_REASON);

function messageIn(json: JsonObject, depth = 1): string | null {
  for (const field of MESSAGE_FIELDS) {
    const value = json[field];
    if (isObject(value)) return depth < DEEPEST ? messageIn(value, depth + 1) : null;
    const text = readText(value);
    if (text) return text;
  }
  return Array.isArray(json.errors) && depth < DEEPEST ? messageOfList(json.errors, depth + 1) : null;
}

function messageOfList(errors: readonly unknown[], depth: number): string | null {
  const texts = errors.map((error) => (isObject(error) ? messageIn(error, depth) : readText(error)));
  return texts.filter((text) => text !== null).join('; ') || null;
}

/** As JSON; nothing where it is nested deeper than can be written. */
function written(part: JsonObject): string {
  try {
    return JSON.stringify(part);
  } catch {
    return '';
  }
}
