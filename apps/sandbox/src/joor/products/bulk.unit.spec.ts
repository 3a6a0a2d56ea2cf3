import { errorOf, v4Stage } from '../../testing/v4-stage.js';
import { bulk } from './bulk.js';
import { missing } from './record-error.js';
import type { Write } from './v4-call.js';

/** Keeps the names it is given; `lost` is not found. */
const keeper = () => {
  const kept: string[] = [];
  const write: Write = (_, given) => {
    const name = given.requiredText('name');
    given.done();
    if (name === 'lost') throw missing('Name not found');
    kept.push(name);
    return { name };
  };
  return { kept, write };
};
const named = (...names: readonly string[]) => names.map((name) => ({ name }));

describe('bulk', () => {
  it('answers data alone where every record is kept', () => {
    const { kept, write } = keeper();
    expect(v4Stage().post('things', write, named('a', 'b'))).toEqual({
      data: [{ name: 'a' }, { name: 'b' }],
    });
    expect(kept).toEqual(['a', 'b']);
  });

  it('answers the others, with errors that echo the refused records', () => {
    const { kept, write } = keeper();
    const records = [{ name: 'a' }, { name: 'lost', external_id: undefined }, { name: 7, external_id: 'x' }];
    const answer = v4Stage().post('things', write, [...records, { name: 'b' }]);
    expect(answer).toEqual({
      data: [{ name: 'a' }, { name: 'b' }],
      errors: [
        { status: 'NOT_FOUND', message: 'Name not found', details: { name: 'lost' } },
        {
          status: 'VALIDATION_ERROR',
          message: 'name must be a string',
          details: { name: 7, externalId: 'x' },
        },
      ],
    });
    expect(kept).toEqual(['a', 'b']);
  });

  it('refuses one record that is none', () => {
    const answer = v4Stage().post('things', keeper().write, ['text', ...named('a')]);
    expect(answer).toMatchObject({ data: [{ name: 'a' }], errors: [{ details: {} }] });
  });

  it.each(['', '{', '{"name":"a"}', 'null'])('refuses the body %j whole', (body) => {
    const { kept, write } = keeper();
    const answer = bulk(v4Stage().callOf(), 'things', body, { write });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ data: [], errors: [{ status: 'VALIDATION_ERROR' }] });
    expect(kept).toEqual([]);
  });

  it('refuses a bulk above the limit whole, and takes one at the limit', () => {
    const { kept, write } = keeper();
    const { post } = v4Stage({ bulkLimit: 2 });
    expect(errorOf(post('things', write, named('a', 'b', 'c')))).toContain('At most 2 objects');
    expect(kept).toEqual([]);
    expect(post('things', write, named('a', 'b')).data).toHaveLength(2);
  });

  it('refuses a record with an unknown field, or the whole call with it', () => {
    const records = [{ name: 'a' }, { name: 'b', sku: 1 }];
    const one = keeper();
    expect(errorOf(v4Stage().post('things', one.write, records))).toBe('VALIDATION_ERROR Unknown field: sku');
    expect(one.kept).toEqual(['a']);
    const whole = keeper();
    expect(v4Stage({ unknownFields: 'request' }).post('things', whole.write, records)).toMatchObject({
      data: [],
      errors: [{ message: 'Unknown field: sku', details: {} }],
    });
    expect(whole.kept).toEqual([]);
  });

  it('keeps what has no unknown field though unknown fields refuse the call', () => {
    const { kept, write } = keeper();
    v4Stage({ unknownFields: 'request' }).post('things', write, named('a', 'lost', 'b'));
    expect(kept).toEqual(['a', 'b']);
  });

  it('refuses what it is told to: by text, and a share of the rest', () => {
    const { post } = v4Stage({ refuseContaining: 'odd' });
    expect(post('things', keeper().write, named('a', 'odd one')).data).toEqual([{ name: 'a' }]);
    const half = v4Stage({ refuseShare: 0.5 });
    const { data, errors } = half.post('things', keeper().write, named(...Array(200).fill('a')));
    expect(data.length).toBeGreaterThan(70);
    expect(errors?.length).toBeGreaterThan(70);
    expect(data.length + (errors?.length ?? 0)).toBe(200);
  });

  it('answers in the other order when told so', () => {
    const answer = v4Stage({ answerOrder: 'reversed' }).post(
      'things',
      keeper().write,
      named('a', 'lost', 'b'),
    );
    expect(answer.data).toEqual(named('b', 'a'));
  });

  it('counts the records of the account', () => {
    const { post, account } = v4Stage();
    post('things', keeper().write, named('a', 'lost', 'b'));
    post('things', keeper().write, named('c'));
    expect(account.spending.totals().records).toEqual({ things: { accepted: 3, refused: 1 } });
  });

  it('prepares a call once, and not one that is refused whole', () => {
    const { callOf, account } = v4Stage();
    let prepared = 0;
    const before = () => void prepared++;
    bulk(callOf(), 'things', JSON.stringify(named('a', 'b')), { write: keeper().write, before });
    account.catalogueSettings = { ...account.catalogueSettings, bulkLimit: 1 };
    bulk(callOf(), 'things', JSON.stringify(named('a', 'b')), { write: keeper().write, before });
    expect(prepared).toBe(1);
  });

  it('lets a fault of its own through', () => {
    const write: Write = () => {
      throw new TypeError('a bug');
    };
    expect(() => v4Stage().post('things', write, named('a'))).toThrow('a bug');
  });
});
