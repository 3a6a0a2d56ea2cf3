const MASK = '***';
const SECRET_HEADERS = new Set(['authorization', 'proxy-authorization', 'cookie']);

/**
 * The text without the secrets of its connection: a receiver may echo what it was sent, also as its JSON writer
 * escapes it (`\\/` for a slash, `\\u002B` for a plus) or encoded for an address.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret === '') continue;
    clean = clean.replaceAll(secret, MASK);
    if (clean.includes('%')) clean = clean.replaceAll(encodeURIComponent(secret), MASK);
    if (clean.includes('\\')) clean = clean.replace(escapedForms(secret), MASK);
  }
  return clean;
}

/** Matches the secret with each character as it is, after a backslash, or as a code. */
function escapedForms(secret: string): RegExp {
  const forms = Array.from({ length: secret.length }, (_, at) => {
    const code = secret.charCodeAt(at).toString(16).padStart(4, '0');
    const digits = [...code].map((digit) =>
      /[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit,
    );
    return `(?:\\\\?\\u${code}|\\\\u${digits.join('')})`;
  });
  return new RegExp(forms.join(''), 'g');
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
