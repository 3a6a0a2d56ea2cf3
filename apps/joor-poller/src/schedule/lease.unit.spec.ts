import { Lease, PollInterrupted } from './lease.js';

test('a lease holds until its time, and longer when it is extended', () => {
  let now = 0;
  const lease = new Lease('one', 100, () => now);
  now = 99;
  expect(() => lease.check()).not.toThrow();
  now = 100;
  expect(() => lease.check()).toThrow(PollInterrupted);
  lease.extend(200);
  expect(() => lease.check()).not.toThrow();
});

test('a lease that was lost stays lost', () => {
  const lease = new Lease('one', 100, () => 0);
  lease.lose();
  lease.extend(1_000);
  expect(() => lease.check()).toThrow(PollInterrupted);
});
