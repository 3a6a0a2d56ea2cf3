import { testServers } from '@joor-bridge/service-kit/testing';
import { openWithSandbox } from '../stage/with-sandbox.js';
import { kindOf, POISON, poisonRecord } from './poison.js';
import { type PoisonRun, runPoison } from './poison-run.js';

const GOOD = 2_000;
const POISONED = 100;

const DEATH_HEADERS = [
  'dlq-attempts',
  'dlq-consumer-group',
  'dlq-error-class',
  'dlq-error-message',
  'dlq-error-stack',
  'dlq-failed-at',
  'dlq-first-failed-at',
  'dlq-kind',
  'dlq-replay-count',
  'dlq-source-offset',
  'dlq-source-partition',
  'dlq-source-timestamp',
  'dlq-source-topic',
];

let run: PoisonRun;
let close: () => Promise<void>;

beforeAll(async () => {
  const { kafkaBrokers, databaseUrl } = testServers();
  const opened = await openWithSandbox({ brokers: kafkaBrokers.split(','), databaseUrl });
  close = opened.close;
  run = await runPoison(opened, { good: GOOD, poison: POISONED });
});
afterAll(() => close?.());

test(`${GOOD} good orders are handled, once each`, () => {
  expect(run).toMatchObject({ handled: GOOD, duplicates: 0, poisonInLedger: 0 });
});

test(`${POISONED} poison records are dead letters, each once`, () => {
  const ids = run.deadLetters.map(({ headers }) => Number(headers['poison-id']));
  expect(ids.sort((a, b) => a - b)).toEqual(Array.from({ length: POISONED }, (_, at) => at));
});

test.each(POISON)('$name lies there as it came, with what is wrong with it', ({ name, says }) => {
  const letters = run.deadLetters.filter(({ headers }) => kindOf(Number(headers['poison-id'])).name === name);
  expect(letters).toHaveLength(POISONED / POISON.length);
  for (const { headers, record, key, kind, errorClass, errorMessage, attempts } of letters) {
    const sent = poisonRecord(Number(headers['poison-id']));
    expect({ kind, errorClass, attempts, key }).toEqual({
      kind: 'malformed',
      errorClass: 'Malformed',
      attempts: 1,
      key: sent.key,
    });
    expect(errorMessage).toMatch(says);
    expect(errorMessage.length).toBeLessThan(1_025);
    expect(record.message.value?.equals(sent.value)).toBe(true);
    expect(headers).toMatchObject(sent.headers);
    expect(Object.keys(headers).sort()).toEqual([...DEATH_HEADERS, ...Object.keys(sent.headers)].sort());
  }
});

test('the good orders were not delayed', () => {
  const { aloneMs, amongPoisonMs } = run;
  process.stdout.write(
    `poison: ${GOOD} orders in ${aloneMs.toFixed(0)} ms alone, ${amongPoisonMs.toFixed(0)} ms among ${POISONED} poison records\n`,
  );
  expect(amongPoisonMs).toBeLessThan(2 * aloneMs + 1_000);
});
