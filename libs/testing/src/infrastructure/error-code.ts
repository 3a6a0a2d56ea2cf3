/** The system's code of an error, e.g. `ENOENT`; undefined when it has none. */
export function errorCode(error: unknown): string | undefined {
  // by its shape: an error of another realm (Jest runs specs in one) is no instance of this one's Error
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
