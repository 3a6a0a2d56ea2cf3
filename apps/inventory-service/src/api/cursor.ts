import { ProblemException } from '@joor-bridge/service-kit';

/** Where a list goes on, as a text that nobody needs to understand. */
export const toCursor = (...parts: readonly string[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

/** @throws ProblemException 400 when it is no cursor of such a list */
export function fromCursor(cursor: string | undefined, parts: number): string[] | null {
  if (cursor === undefined) return null;
  const read = parsed(cursor);
  if (read?.length === parts) return read;
  throw noCursor();
}

/** As `fromCursor`, of a list that goes on at a number. */
export function fromNumberCursor(cursor: string | undefined): string | null {
  const [number] = fromCursor(cursor, 1) ?? [];
  if (number === undefined) return null;
  if (/^\d{1,18}$/.test(number)) return number;
  throw noCursor();
}

/** A text that PostgreSQL can be asked about: one without NUL. */
export const isStorable = (text: unknown): text is string => typeof text === 'string' && !text.includes('\0');

/** Null: it is not a list of texts. */
function parsed(cursor: string): string[] | null {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(read) && read.every(isStorable) ? read : null;
  } catch {
    return null;
  }
}

const noCursor = (): ProblemException =>
  new ProblemException(400, {
    title: 'Bad request',
    detail: 'is not a cursor of this list; take `next` of a page as it is',
    field: 'after',
  });
