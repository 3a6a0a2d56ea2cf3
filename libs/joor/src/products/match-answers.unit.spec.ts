import fc from 'fast-check';
import { matchAnswers, type Told } from './match-answers.js';
import type { RecordNames } from './record-names.js';
import type { Written } from './written.js';

interface Thing {
  readonly id: string;
}
const names = (identities: readonly string[], ...hints: string[]): RecordNames => ({ identities, hints });
const data = (of: RecordNames, id: string): Told<Thing> => ({ kind: 'data', names: of, value: { id } });
const refusal = (of: RecordNames, reason = 'bad'): Told<Thing> => ({
  kind: 'error',
  names: of,
  duplicate: false,
  id: null,
  reason,
});
const double = (of: RecordNames, id: string | null = null): Told<Thing> => ({
  kind: 'error',
  names: of,
  duplicate: true,
  id,
  reason: 'exists',
});
const written = (id: string): Written<Thing> => ({ kind: 'written', value: { id } });
const refused = (reason = 'bad'): Written<Thing> => ({ kind: 'refused', reason });
const duplicate = (id: string | null): Written<Thing> => ({ kind: 'duplicate', id });
const UNNAMED: Written<Thing> = { kind: 'unnamed' };
const NOTHING = names(['', '']);

/** Records to make: no id yet, an external id, a name. */
const a = names(['', 'A'], 'shirt');
const b = names(['', 'B'], 'trousers');
const c = names(['', 'C'], 'shirt');

describe('by an identity', () => {
  test('each entry finds its record, in any order', () => {
    const told = [refusal(c), data(names(['9', 'B'], 'trousers'), '9'), double(names(['', 'A']), '4')];
    expect(matchAnswers([a, b, c], told)).toEqual([duplicate('4'), written('9'), refused()]);
  });

  test('the surer one decides: an id that is another is another record', () => {
    const first = names(['1', 'A'], 'shirt');
    const second = names(['2', 'B'], 'shirt');
    expect(matchAnswers([first, second], [data(names(['2', 'A'], 'shirt'), '2')])).toEqual([
      UNNAMED,
      written('2'),
    ]);
    expect(matchAnswers([first], [refusal(names(['7', 'A'], 'shirt'))])).toEqual([UNNAMED]);
  });

  test('that two records of a request share, the entries are taken in turn', () => {
    expect(matchAnswers([a, a], [data(a, '1'), double(a, '1')])).toEqual([written('1'), duplicate('1')]);
    expect(matchAnswers([a, a], [data(a, '1')])).toEqual([written('1'), UNNAMED]);
  });
});

describe('by a hint', () => {
  const nameOnly = names(['', ''], 'shirt');

  test('an entry finds the only record that can be meant', () => {
    expect(matchAnswers([a, b], [refusal(nameOnly)])).toEqual([refused(), UNNAMED]);
    expect(matchAnswers([a, b, c], [data(names(['5', 'A'], 'shirt'), '5'), refusal(nameOnly)])).toEqual([
      written('5'),
      UNNAMED,
      refused(),
    ]);
  });

  test('an entry finds none of several that can', () => {
    expect(matchAnswers([a, b, c], [refusal(nameOnly)])).toEqual([UNNAMED, UNNAMED, UNNAMED]);
    expect(matchAnswers([a, b, c], [data(nameOnly, '1'), data(nameOnly, '2')])).toEqual([
      UNNAMED,
      UNNAMED,
      UNNAMED,
    ]);
  });

  test('as many errors that say the same are theirs, without saying which has which id', () => {
    const told = [double(nameOnly, '1'), double(nameOnly, '2')];
    expect(matchAnswers([a, b, c], told)).toEqual([duplicate(null), UNNAMED, duplicate(null)]);
    expect(matchAnswers([a, b, c], [refusal(nameOnly), refusal(nameOnly)])).toEqual([
      refused(),
      UNNAMED,
      refused(),
    ]);
    expect(matchAnswers([a, b, c], [refusal(nameOnly), refusal(nameOnly, 'worse')])).toEqual([
      UNNAMED,
      UNNAMED,
      UNNAMED,
    ]);
  });

  test('more errors than records say nothing of them, nor do two that are written', () => {
    const told = [double(nameOnly), double(nameOnly), double(nameOnly)];
    expect(matchAnswers([a, b, c], told)).toEqual([UNNAMED, UNNAMED, UNNAMED]);
    expect(matchAnswers([a, b], [data(nameOnly, '1'), data(nameOnly, '2')])).toEqual([UNNAMED, UNNAMED]);
  });

  test('what lacks a hint is not told by lacking it', () => {
    const nameless = names(['', ''], '', 'blue');
    const named = names(['', ''], 'shirt', 'red');
    const entry = refusal(names(['', ''], '', 'red'));
    expect(matchAnswers([nameless, named], [entry])).toEqual([UNNAMED, refused()]);
  });

  test('an entry of another identity is not taken for it', () => {
    expect(matchAnswers([a], [refusal(names(['', 'X'], 'shirt'))])).toEqual([UNNAMED]);
  });
});

describe('without a name', () => {
  test('an entry is about the only record left', () => {
    expect(matchAnswers([a, b], [data(names(['9', 'A']), '9'), refusal(NOTHING)])).toEqual([
      written('9'),
      refused(),
    ]);
    expect(matchAnswers([a], [double(NOTHING, '3')])).toEqual([duplicate('3')]);
    expect(matchAnswers([a], [data(NOTHING, '3')])).toEqual([written('3')]);
  });

  test('as many that say the same are about all that are left', () => {
    expect(matchAnswers([a, b], [double(NOTHING, '1'), double(NOTHING, '2')])).toEqual([
      duplicate(null),
      duplicate(null),
    ]);
  });

  test('others are about nobody knows what', () => {
    expect(matchAnswers([a, b], [refusal(NOTHING)])).toEqual([UNNAMED, UNNAMED]);
    expect(matchAnswers([a, b], [double(NOTHING), refusal(NOTHING)])).toEqual([UNNAMED, UNNAMED]);
    expect(matchAnswers([a, b], [data(NOTHING, '1'), data(NOTHING, '2')])).toEqual([UNNAMED, UNNAMED]);
  });
});

describe('a record that is named more than once', () => {
  test('is refused when anything is said against it', () => {
    expect(matchAnswers([a], [data(a, '1'), refusal(a, 'no date'), refusal(a, 'no year')])).toEqual([
      refused('no date; no year'),
    ]);
    expect(matchAnswers([a], [double(a, '1'), refusal(a)])).toEqual([refused()]);
  });

  test('says a reason once', () => {
    expect(matchAnswers([a], [refusal(a), refusal(a)])).toEqual([refused('bad')]);
  });

  test('as data and as a duplicate has the id of the data', () => {
    expect(matchAnswers([a], [data(a, '8'), double(a)])).toEqual([duplicate('8')]);
  });
});

test('a record in data that cannot be read is unnamed', () => {
  expect(matchAnswers([a], [{ kind: 'data', names: a, value: null }])).toEqual([UNNAMED]);
});

test('no records, no answers; no entries, nobody knows', () => {
  expect(matchAnswers([], [data(a, '1')])).toEqual([]);
  expect(matchAnswers([a, b], [])).toEqual([UNNAMED, UNNAMED]);
});

describe('whatever the split and the order', () => {
  type Fate = 'written' | 'refused' | 'duplicate' | 'lost';
  interface Sent {
    readonly key: number;
    readonly fate: Fate;
    readonly byId: boolean;
    /** Hints are shared by many: nothing may hang on them. */
    readonly hint: string;
  }
  const sentRecord: fc.Arbitrary<Sent> = fc.record({
    key: fc.nat(5_000),
    fate: fc.constantFrom<Fate>('written', 'refused', 'duplicate', 'lost'),
    byId: fc.boolean(),
    hint: fc.constantFrom('', 'x', 'y'),
  });
  const namesOf = ({ key, byId, hint }: Sent) =>
    names(byId ? [`id${key}`, ''] : ['', `external${key}`], hint);
  const entryOf = (sent: Sent): Told<Thing>[] => {
    const of = namesOf(sent);
    if (sent.fate === 'written')
      return [data(names([`id${sent.key}`, of.identities[1] ?? ''], sent.hint), `id${sent.key}`)];
    if (sent.fate === 'refused') return [refusal(of, `bad ${sent.key}`)];
    return sent.fate === 'duplicate' ? [double(of, `id${sent.key}`)] : [];
  };
  const expected = ({ fate, key }: Sent): Written<Thing> => {
    if (fate === 'written') return written(`id${key}`);
    if (fate === 'refused') return refused(`bad ${key}`);
    return fate === 'duplicate' ? duplicate(`id${key}`) : UNNAMED;
  };

  test('each record has exactly its own answer', () => {
    const cases = fc.uniqueArray(sentRecord, { selector: ({ key }) => key, maxLength: 40 }).chain((sent) => {
      const told = sent.flatMap(entryOf);
      const shuffled = fc.shuffledSubarray(told, { minLength: told.length });
      return fc.tuple(fc.constant(sent), shuffled);
    });
    fc.assert(
      fc.property(cases, ([sent, told]) => {
        expect(matchAnswers(sent.map(namesOf), told)).toEqual(sent.map(expected));
      }),
    );
  });

  test('even of nonsense each record has one answer, and no id is given to two', () => {
    const text = fc.constantFrom('', '1', '2', '3');
    const someNames = fc.tuple(text, text, text, text).map(([i, e, h, g]) => names([i, e], h, g));
    const entry = fc.oneof(
      fc.tuple(someNames, fc.uuid()).map(([of, id]) => data(of, id)),
      fc.tuple(someNames, fc.constantFrom('bad', 'worse')).map(([of, reason]) => refusal(of, reason)),
      fc.tuple(someNames, fc.option(fc.uuid())).map(([of, id]) => double(of, id)),
    );
    fc.assert(
      fc.property(fc.array(someNames, { maxLength: 8 }), fc.array(entry, { maxLength: 10 }), (sent, told) => {
        const answers = matchAnswers(sent, told);
        expect(answers).toHaveLength(sent.length);
        const ids = answers.flatMap((answer) => {
          if (answer.kind === 'written') return [answer.value.id];
          return answer.kind === 'duplicate' && answer.id !== null ? [answer.id] : [];
        });
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 500 },
    );
  });
});
