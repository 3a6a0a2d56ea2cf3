import { JoorFailure, type JoorFailureKind } from '@joor-bridge/joor';
import { KillPoints } from '../chaos/kill-points.js';
import { aWantedStyle } from '../testing/products.js';
import { BatchSize } from './batches.js';
import type { Written } from './joor-port.js';
import { StepWriter, type Write, type WriteRecord } from './step-writer.js';
import { StyleTurn } from './turn.js';

const WRITTEN: Written = { kind: 'written', id: 'x' };

const aTurn = (style: string, attempts = 0): StyleTurn =>
  new StyleTurn(
    {
      ...{
        style,
        revision: 'r',
        approved: [],
        ticket: '1',
        runId: null,
        attempts,
        lookedUp: true,
        doubt: null,
      },
      mapped: { kind: 'wanted', wanted: aWantedStyle(style) },
    },
    null,
    null,
  );

function stage(answer: (values: readonly string[]) => readonly Written[], size = 10) {
  const log: string[] = [];
  const names = (turns: readonly StyleTurn[]) => turns.map(({ style }) => style).join(' ');
  const writer = new StepWriter({
    book: {
      begin: async (step, turns) => void log.push(`begin ${step} ${names(turns)}`),
      answered: async (turns) => void log.push(`answered ${names(turns)}`),
    },
    size: new BatchSize(size),
    killPoints: new KillPoints(null),
  });
  const taken: string[] = [];
  const record = (turn: StyleTurn, value = turn.style): WriteRecord<string> => ({
    turns: [turn],
    value,
    taken: (id) => void taken.push(`${value} ${id}`),
  });
  const write = (records: WriteRecord<string>[], more: Partial<Write<string>> = {}) =>
    writer.write({
      step: 'product',
      records,
      send: async (values) => {
        log.push(`send ${values.join(' ')}`);
        return answer(values);
      },
      ...more,
    });
  return { log, taken, record, write };
}

const failing = (kind: JoorFailureKind) => () => {
  throw new JoorFailure(kind, `JOOR says ${kind}.`);
};

it('says before each call that it may have its effect, and after it what became of it', async () => {
  const { log, taken, record, write } = stage((values) => values.map(() => WRITTEN), 2);
  await write(['a', 'b', 'c'].map((style) => record(aTurn(style))));
  expect(log).toEqual([
    'begin product a b',
    'send a b',
    'answered a b',
    'begin product c',
    'send c',
    'answered c',
  ]);
  expect(taken).toEqual(['a x', 'b x', 'c x']);
});

it('sends what was refused before with no other style', async () => {
  const { log, record, write } = stage((values) => values.map(() => WRITTEN));
  await write([record(aTurn('a')), record(aTurn('b', 1)), record(aTurn('c'))]);
  expect(log.filter((line) => line.startsWith('send'))).toEqual(['send a c', 'send b']);
});

it('keeps record by record what JOOR answered', async () => {
  const answers: Written[] = [
    WRITTEN,
    { kind: 'refused', reason: 'Too long.' },
    { kind: 'duplicate' },
    { kind: 'unnamed' },
  ];
  const turns = ['a', 'b', 'c', 'd', 'e'].map((style) => aTurn(style));
  const { taken, record, write } = stage(() => answers);
  await write(turns.map((turn) => record(turn)));
  expect(taken).toEqual(['a x']);
  expect(turns.map(({ faults, lookAgain }) => [faults, lookAgain])).toEqual([
    [[], false],
    [[{ step: 'product', reason: 'Too long.' }], false],
    [[], true],
    [[], true],
    // An answer that is too short names it no more than one without it.
    [[], true],
  ]);
});

describe('a call that fails', () => {
  it.each(['unavailable', 'malformed'] as const)('%s stays in doubt, from then on', async (kind) => {
    const { log, record, write } = stage(failing(kind));
    await expect(write([record(aTurn('a'))])).rejects.toMatchObject({ kind });
    expect(log).toEqual(['begin product a', 'send a', 'begin product a']);
  });

  it.each(['throttled', 'unauthorized'] as const)(
    '%s had no effect, and nothing is in doubt',
    async (kind) => {
      const { log, record, write } = stage(failing(kind));
      await expect(write([record(aTurn('a'))])).rejects.toMatchObject({ kind });
      expect(log).toEqual(['begin product a', 'send a', 'answered a']);
    },
  );

  it('refused as a whole is narrowed down to the record that is at fault', async () => {
    const turns = ['a', 'b', 'bad', 'c'].map((style) => aTurn(style));
    const { taken, record, write } = stage((values) =>
      values.includes('bad') ? failing('refused')() : values.map(() => WRITTEN),
    );
    await write(turns.map((turn) => record(turn)));
    expect(taken).toEqual(['a x', 'b x', 'c x']);
    expect(turns.map(({ faults }) => faults.length)).toEqual([0, 0, 1, 0]);
  });

  it('never parts what has to be in one call', async () => {
    const turn = aTurn('a');
    const { log, record, write } = stage(failing('refused'));
    await write([record(turn, '1'), record(turn, '2')], { together: ({ turns }) => turns[0]?.style ?? '' });
    expect(log.filter((line) => line.startsWith('send'))).toEqual(['send 1 2']);
    expect(turn.faults).toHaveLength(1);
  });

  it('for a fault of ours is thrown on, with the doubt left', async () => {
    const { log, record, write } = stage(() => {
      throw new TypeError('broken');
    });
    await expect(write([record(aTurn('a'))])).rejects.toThrow('broken');
    expect(log).toEqual(['begin product a', 'send a']);
  });
});
