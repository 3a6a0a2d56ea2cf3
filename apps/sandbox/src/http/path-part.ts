/** A part of a path as it was meant; null for what is no percent-encoding, as `%zz`. */
export function readPathPart(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
