import { aConnectionSnapshot } from '@joor-bridge/testing';
import { settleMsOf } from './settle-time.js';

const connectionWith = (options: Record<string, number>) =>
  aConnectionSnapshot({
    destination: { system: 'generic', url: 'https://wms.example', sandboxUrl: null, options },
  });

it.each([
  ['a destination that gives more time', connectionWith({ timeoutMs: 60_000 }), 60_000],
  ['a destination that gives less', connectionWith({ timeoutMs: 500 }), 10_000],
  ['a destination that says nothing', connectionWith({}), 10_000],
  ['a connection that is gone', undefined, 10_000],
])('%s', (_, snapshot, expected) => {
  expect(settleMsOf(snapshot, 10_000)).toBe(expected);
});
