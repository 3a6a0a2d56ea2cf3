import type { DestinationStream } from 'pino';

const HIDDEN = new Set(['level', 'time', 'service', 'name', 'msg', 'err']);

/** Turns JSON lines into `09:30:00.123 WARN  order-router  what happened  key=value`. */
export const prettyLines = (to: DestinationStream): DestinationStream => ({
  write: (line: string) => {
    to.write(prettyLine(line));
  },
});

export function prettyLine(line: string): string {
  let entry: Record<string, unknown>;
  try {
    entry = JSON.parse(line);
  } catch {
    return line;
  }
  const time = String(entry.time).slice(11, 23);
  const level = String(entry.level).toUpperCase().padEnd(5);
  const facts = Object.entries(entry)
    .filter(([key]) => !HIDDEN.has(key))
    .map(([key, value]) => `${key}=${oneLine(typeof value === 'string' ? value : JSON.stringify(value))}`);
  const head = [`${time} ${level} ${entry.service}`, oneLine(String(entry.msg ?? '')), ...facts].join('  ');
  return `${head}\n${stack(entry)}`;
}

/** Where an unexpected failure happened; lesser levels say all they have to say in their line. */
function stack(entry: Record<string, unknown>): string {
  const error = entry.err;
  if (entry.level !== 'error' && entry.level !== 'fatal') return '';
  if (typeof error !== 'object' || error === null || !('stack' in error)) return '';
  return `${String(error.stack)
    .split('\n')
    .map((text) => `    ${oneLine(text)}`)
    .join('\n')}\n`;
}

/** Control characters could forge lines or colour the terminal. */
const oneLine = (text: string): string => text.replace(/\p{Cc}/gu, ' ');
