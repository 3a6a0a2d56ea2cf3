import { readInstant } from './instant.js';

const NOW = Date.parse('2026-11-24T15:00:00.000Z');

it.each([
  ['2026-11-01', '2026-11-01T00:00:00.000Z'],
  ['2026-11-01T10:30', '2026-11-01T10:30:00.000Z'],
  ['2026-11-01T10:30:15', '2026-11-01T10:30:15.000Z'],
  ['2026-11-01T10:30Z', '2026-11-01T10:30:00.000Z'],
  ['2026-11-01T10:30+02:00', '2026-11-01T08:30:00.000Z'],
  ['30m', '2026-11-24T14:30:00.000Z'],
  ['24h', '2026-11-23T15:00:00.000Z'],
  ['7d', '2026-11-17T15:00:00.000Z'],
])('%s is %s', (text, instant) => expect(readInstant(text, '--from', NOW)).toBe(instant));

it.each(['', 'yesterday', '2026-13-01', '2026-11-31T25:00', '7w', '11/24/2026', '-7d'])(
  '%p is refused, naming the option',
  (text) => expect(() => readInstant(text, '--from', NOW)).toThrow('--from takes a time'),
);
