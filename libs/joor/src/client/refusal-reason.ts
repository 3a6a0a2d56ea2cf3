const MAX_LENGTH = 300;
const REASON_FIELDS = ['message', 'comment', 'detail', 'error_description', 'error'];

/**
 * The reason that the JSON body of a refusal gives, on one line, cut to 300 characters; `""` when it gives none.
 * Only fields made for it are read: the rest of the body may echo what was sent.
 */
export function refusalReason(body: string): string {
  try {
    return reasonIn(JSON.parse(body)).replaceAll(/\s+/g, ' ').trim().slice(0, MAX_LENGTH);
  } catch {
    return '';
  }
}

function reasonIn(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  if (Array.isArray(value)) return reasonIn(value[0]);
  const fields = value as Record<string, unknown>;
  for (const name of REASON_FIELDS) {
    const text = fields[name];
    if (typeof text === 'string' && text.trim() !== '') return text;
  }
  return reasonIn(fields.errors) || reasonIn(fields.response);
}
