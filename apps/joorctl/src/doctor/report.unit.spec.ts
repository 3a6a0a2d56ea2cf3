import { report } from './add-doctor.js';
import { ill, notAvailable, waiting, well, wordsOf } from './finding.js';

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

it('tells what is broken from what only a person can decide', () => {
  const first = waiting('stock', 'run 1 waits for approval');
  expect(report([first, well('Kafka', '')])).toBe(
    'WAIT  stock  run 1 waits for approval\nok    Kafka  \n\n1 of 2 wait for your decision.',
  );
  expect(report([first, ill('Kafka', '')])).toContain('1 of 2 are not well. 1 of 2 wait for your decision.');
});

it('keeps a finding on one line', () => {
  expect(report([ill('x', 'first\nsecond')])).toContain('FAIL  x  first second');
});

it.each([
  [new Error('why'), 'why'],
  ['text', 'text'],
])('words of %p', (error, words) => expect(wordsOf(error)).toBe(words));
