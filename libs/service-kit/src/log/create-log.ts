import pino, { type DestinationStream, type Logger } from 'pino';
import { errorFacts } from './error-facts.js';
import { prettyLines } from './pretty-lines.js';

export type Log = Logger;

/** Names under which secrets travel; whatever they hold is never written. */
const SECRET_NAMES = [
  'authorization',
  'token',
  'accessToken',
  'bearerToken',
  'signingSecret',
  'clientSecret',
  'appSecret',
  'password',
  'secret',
  'apiKey',
];

const REDACTED = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`]);

/** The log of a service: JSON lines, or one readable line each for people. */
export function createLog(options: {
  name: string;
  level: string;
  /** Default: pretty when stdout is a terminal. */
  format?: 'json' | 'pretty';
  destination?: DestinationStream;
}): Log {
  const format = options.format ?? (process.stdout.isTTY ? 'pretty' : 'json');
  const destination = options.destination ?? pino.destination({ fd: 1, sync: true });
  return pino(
    {
      level: options.level,
      base: { service: options.name },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: errorFacts },
      redact: { paths: REDACTED, censor: '[secret]' },
    },
    format === 'pretty' ? prettyLines(destination) : destination,
  );
}
