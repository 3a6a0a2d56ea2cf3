/** A record as JSON text, whatever it is. */
export function rawText(record: unknown): string {
  try {
    return JSON.stringify(record) ?? 'null';
  } catch {
    return JSON.stringify('the record is nested too deep to be printed');
  }
}
