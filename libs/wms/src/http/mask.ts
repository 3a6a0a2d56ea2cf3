const MASK = '***';
const SECRET_HEADERS = new Set(['authorization', 'proxy-authorization', 'cookie']);

/** The text without the secrets of its connection: a receiver may echo what it was sent. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret !== '' && clean.includes(secret)) clean = clean.replaceAll(secret, MASK);
  }
  return clean;
}

/** Headers given as name, value, name, value …, as an object with the secret ones masked. */
export function maskedHeaders(flat: readonly string[], secrets: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let at = 0; at + 1 < flat.length; at += 2) {
    const name = (flat[at] ?? '').toLowerCase();
    headers[name] = SECRET_HEADERS.has(name) ? MASK : withoutSecrets(flat[at + 1] ?? '', secrets);
  }
  return headers;
}
