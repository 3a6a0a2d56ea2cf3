import { report } from './add-doctor.js';
import { ill, notAvailable, well, wordsOf } from './finding.js';

it('marks what is well, ill and not available, aligned', () => {
  expect(
    report([
      well('Kafka', 'reachable'),
      ill('order-router', 'not ready: start it.'),
      notAvailable('PostgreSQL', 'no address'),
    ]),
  ).toBe(
    [
      'ok    Kafka         reachable',
      'FAIL  order-router  not ready: start it.',
      '-     PostgreSQL    no address',
      '',
      '1 of 3 are not well.',
    ].join('\n'),
  );
});

it('says that all is well although something could not be looked at', () => {
  expect(report([well('Kafka', ''), notAvailable('PostgreSQL', '')])).toContain('All is well.');
});

it('keeps a finding on one line', () => {
  expect(report([ill('x', 'first\nsecond')])).toContain('FAIL  x  first second');
});

it.each([
  [new Error('why'), 'why'],
  ['text', 'text'],
])('words of %p', (error, words) => expect(wordsOf(error)).toBe(words));
