import type { Call } from './exchange.js';

/** Fields of a form, multipart or urlencoded. Files are not understood. */
export function readForm(call: Call): URLSearchParams {
  const type = call.headers['content-type'] ?? '';
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(type)?.[1];
  return boundary ? readMultipart(call.body, boundary) : new URLSearchParams(call.body);
}

function readMultipart(body: string, boundary: string): URLSearchParams {
  const fields = new URLSearchParams();
  for (const part of body.split(`--${boundary}`)) {
    const match = /name="([^"]*)"[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n([\s\S]*)\r\n$/i.exec(part);
    if (match?.[1] !== undefined && match[2] !== undefined) fields.append(match[1], match[2]);
  }
  return fields;
}
