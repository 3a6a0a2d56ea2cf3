import { type Answer, scriptedLink } from '../client/testing/scripted-link.js';
import { firstText, textAt } from './fields.js';
import type { RecordKind } from './record-kind.js';
import { V4Exchange } from './v4-exchange.js';

interface Thing {
  readonly id: string;
  readonly externalId: string;
}
const THINGS: RecordKind<Thing> = {
  name: 'things',
  read: (record) => ({ id: record.required('id'), externalId: record.text('external_id') }),
  namesOf: (fields) => ({
    identities: [firstText(fields, 'id'), textAt(fields, 'external_id')],
    hints: [],
  }),
  duplicateIds: ['thing_id', 'id'],
};
const thing = (id: number) => ({ id, external_id: `E${id}` });
const things = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => thing(from + index));
const notFound = { status: 'NOT_FOUND', message: 'Value not found', details: {} };

function rig(script: readonly Answer[], pageSize?: number) {
  const { link, asked, spent } = scriptedLink(script);
  return { v4: new V4Exchange(link, pageSize), asked, spent };
}

describe('a list', () => {
  test('is asked for in large pages, for the account', async () => {
    const { v4, asked } = rig([{ data: [thing(1)] }, { data: [] }]);
    await expect(v4.all(THINGS)).resolves.toEqual([{ id: '1', externalId: 'E1' }]);
    expect(asked.slice(0, 1)).toEqual([
      {
        method: 'GET',
        path: '/v4/things',
        query: { account: '1333', page: '1', page_size: '200' },
        body: null,
      },
    ]);
  });

  test.each([
    [0, 1],
    [3, 2],
    [4, 2],
    [9, 4],
  ])('of %d records in pages of 4 takes %d requests', async (total, requests) => {
    const all = things(0, total);
    const script = Array.from({ length: requests }, (_, page) => ({
      data: all.slice(page * 4, page * 4 + 4),
    }));
    const { v4, asked, spent } = rig(script, 4);
    await expect(v4.all(THINGS)).resolves.toHaveLength(total);
    expect(asked.map(({ query }) => query.page)).toEqual(script.map((_, index) => String(index + 1)));
    expect(spent).toEqual(script.map(() => 1));
  });

  test('of a JOOR that gives less than is asked for is read to its end', async () => {
    const pages = [things(0, 4), things(4, 8), things(8, 9), []];
    const { v4, asked } = rig(pages.map((data) => ({ data })));
    await expect(v4.all(THINGS)).resolves.toHaveLength(9);
    expect(asked.map(({ query }) => [query.page, query.page_size])).toEqual(
      ['1', '2', '3', '4'].map((page) => [page, '200']),
    );
  });

  test('has no page beyond its end: 404, or any refusal after a short one', async () => {
    const refused = { data: [], errors: [{ status: 'VALIDATION_ERROR', message: 'no such page' }] };
    const beyond = [{ status: 404, body: {} }, { status: 400, body: {} }, refused];
    for (const answer of beyond) {
      await expect(rig([{ data: things(0, 3) }, answer], 4).v4.all(THINGS)).resolves.toHaveLength(3);
    }
    const full = { data: things(0, 4) };
    await expect(rig([full, { status: 404, body: {} }], 4).v4.all(THINGS)).resolves.toHaveLength(4);
    await expect(rig([full, { status: 400, body: {} }], 4).v4.all(THINGS)).rejects.toMatchObject({
      kind: 'refused',
    });
    await expect(rig([{ status: 404, body: {} }]).v4.all(THINGS)).rejects.toMatchObject({ kind: 'refused' });
    await expect(
      rig([{ data: things(0, 3) }, { status: 503, body: {} }], 4).v4.all(THINGS),
    ).rejects.toMatchObject({ kind: 'unavailable' });
  });

  test('without an end is an error, not for ever', async () => {
    const script = Array.from({ length: 5_001 }, (_, page) => ({ data: [thing(page)] }));
    await expect(rig(script).v4.all(THINGS)).rejects.toMatchObject({
      kind: 'malformed',
      message: expect.stringContaining('did not end within 5000 pages'),
    });
  });

  test('of a JOOR that knows no pages ends when it repeats', async () => {
    const { v4, asked } = rig([{ data: things(0, 9) }, { data: things(0, 9) }], 4);
    await expect(v4.all(THINGS)).resolves.toHaveLength(9);
    expect(asked).toHaveLength(2);
  });

  test('has what is there beside what is not', async () => {
    const { v4 } = rig([{ data: [thing(1)], errors: [notFound] }, { data: [] }]);
    await expect(v4.all(THINGS)).resolves.toHaveLength(1);
  });

  test.each([[{ data: '' }], [{ data: null }], [{ errors: [notFound] }]])('%j is empty', async (body) => {
    await expect(rig([body]).v4.all(THINGS)).resolves.toEqual([]);
  });

  test('with another error is refused', async () => {
    const error = { status: 'VALIDATION_ERROR', message: 'no such account', details: {} };
    await expect(rig([{ data: [], errors: [error] }]).v4.all(THINGS)).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('no such account'),
    });
  });

  test('with a record that cannot be read says which and why', async () => {
    await expect(rig([{ data: [thing(1), { external_id: 'E' }] }]).v4.all(THINGS)).rejects.toMatchObject({
      kind: 'malformed',
      message: expect.stringContaining('things[1].id: is blank'),
    });
  });

  test.each([[null], [[]], ['x'], [{ message: 'ok' }]])('%j is none', async (body) => {
    await expect(rig([body]).v4.all(THINGS)).rejects.toMatchObject({ kind: 'malformed' });
  });
});

describe('records by name', () => {
  test('are asked for together', async () => {
    const { v4, asked } = rig([
      { data: things(1, 3), errors: [notFound] },
      { data: [], errors: [notFound] },
    ]);
    await expect(v4.named(THINGS, 'external_ids', ['E1', 'E2', 'E9'])).resolves.toHaveLength(2);
    expect(asked[0]?.query).toMatchObject({ external_ids: 'E1,E2,E9' });
  });

  test('in as many requests as they need', async () => {
    const { v4, asked } = rig([{ data: things(1, 3) }, { data: [] }, { data: [thing(3)] }, { data: [] }], 2);
    await expect(v4.named(THINGS, 'ids', ['1', '2', '3'])).resolves.toHaveLength(3);
    expect(asked.map(({ query }) => [query.ids, query.page])).toEqual([
      ['1,2', '1'],
      ['1,2', '2'],
      ['3', '1'],
      ['3', '2'],
    ]);
  });

  test('of which each name has one record are asked for until all of them are there', async () => {
    const { v4, asked } = rig([{ data: [thing(1)] }, { data: [thing(2)] }]);
    const found = v4.named(THINGS, 'external_ids', ['E1', 'E2'], ({ externalId }) => externalId);
    await expect(found).resolves.toHaveLength(2);
    expect(asked).toHaveLength(2);
  });

  test('no names are no request', async () => {
    const { v4, asked } = rig([]);
    await expect(v4.named(THINGS, 'ids', [])).resolves.toEqual([]);
    expect(asked).toEqual([]);
  });
});

describe('a write', () => {
  const bodies = [{ external_id: 'E1' }, { external_id: 'E2' }, { external_id: 'E3' }, { external_id: 'E4' }];
  const write = (body: unknown, some = bodies) =>
    rig([body]).v4.write(THINGS, '/v4/things/bulk_create', some);

  test('is one request and answers record by record', async () => {
    const answer = {
      data: [thing(3)],
      errors: [
        { status: 'duplicated', message: 'exists', details: { externalId: 'E1', thingId: 17 } },
        { status: 'VALIDATION_ERROR', message: 'no name', details: { externalId: 'E4' } },
      ],
    };
    const { v4, asked, spent } = rig([answer]);
    await expect(v4.write(THINGS, '/v4/things/bulk_create', bodies, { x: 1 })).resolves.toEqual([
      { kind: 'duplicate', id: '17' },
      { kind: 'unnamed' },
      { kind: 'written', value: { id: '3', externalId: 'E3' } },
      { kind: 'refused', reason: 'no name' },
    ]);
    expect(asked).toEqual([
      { method: 'POST', path: '/v4/things/bulk_create', query: { x: '1', account: '1333' }, body: bodies },
    ]);
    expect(spent).toEqual([5]);
  });

  test('of nothing is no request', async () => {
    const { v4, asked } = rig([]);
    await expect(v4.write(THINGS, '/v4/things/bulk_create', [])).resolves.toEqual([]);
    expect(asked).toEqual([]);
  });

  test.each([
    [{ status: 'VALIDATION_ERROR' }, 'VALIDATION_ERROR'],
    [{}, 'JOOR gave no reason.'],
    ['nonsense', 'JOOR gave no reason.'],
  ])('an error %j has a reason all the same', async (error, reason) => {
    await expect(write({ errors: [error] }, bodies.slice(0, 1))).resolves.toEqual([
      { kind: 'refused', reason },
    ]);
  });

  test('that one error refuses whole is to be tried in smaller parts', async () => {
    const error = { status: 'VALIDATION_ERROR', message: 'too many records', details: {} };
    await expect(write({ data: [], errors: [error] })).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('too many records'),
    });
  });

  test('of which something was written is not refused whole', async () => {
    const error = { status: 'VALIDATION_ERROR', message: 'bad', details: {} };
    const answers = write({ data: [{ id: 9, external_id: 'renamed' }], errors: [error] });
    await expect(answers).resolves.toEqual(bodies.map(() => ({ kind: 'unnamed' })));
  });

  test.each([400, 413, 422])('that is answered %d as well', async (status) => {
    await expect(write({ status, body: { message: 'unknown field' } })).rejects.toMatchObject({
      kind: 'refused',
      status,
    });
  });

  test.each([503, 500])('that is answered %d may have had its effect', async (status) => {
    await expect(write({ status, body: {} })).rejects.toMatchObject({ effectUnknown: true });
  });

  test('whose answer names nothing leaves all open', async () => {
    await expect(write({ data: [] })).resolves.toEqual(bodies.map(() => ({ kind: 'unnamed' })));
  });

  test('a record in data without an id is not known to be there', async () => {
    await expect(write({ data: [{ external_id: 'E2' }] })).resolves.toContainEqual({ kind: 'unnamed' });
  });
});
