import { BadQuery, readPage, readRange, whole } from './query-values.js';

const of = (text: string) => new URLSearchParams(text);

describe('readRange', () => {
  it('reads both ends, or nothing', () => {
    expect(readRange(of(''), 'date')).toBeNull();
    const query = of(
      'date_created_start=2026-11-01T00:00:00Z&date_created_end=2026-11-01T01:00:00.5%2B01:00',
    );
    expect(readRange(query, 'date_created')).toEqual({
      start: Date.parse('2026-11-01T00:00:00Z'),
      end: Date.parse('2026-11-01T00:00:00.500Z'),
    });
    expect(readRange(query, 'date')).toBeNull();
  });

  it.each(['date_start=2026-11-01T00:00:00Z', 'date_end=2026-11-01T00:00:00Z'])(
    'refuses %s alone',
    (query) => {
      expect(() => readRange(of(query), 'date')).toThrow('date_start and date_end must be given together');
    },
  );

  it.each(['2026-11-01', 'yesterday', '2026-13-01T00:00:00Z'])('refuses %s', (text) => {
    expect(() => readRange(of(`date_start=${text}&date_end=${text}`), 'date')).toThrow(BadQuery);
  });
});

describe('readPage', () => {
  it('has defaults, and a largest page', () => {
    expect(readPage(of(''), 50)).toEqual({ startFrom: 0, count: 50 });
    expect(readPage(of('start_from=7&count=900'), 50)).toEqual({ startFrom: 7, count: 50 });
    expect(readPage(of('count=3'), 50).count).toBe(3);
  });

  it.each(['count=0', 'count=x', 'start_from=-1', 'start_from=1.5'])('refuses %s', (query) => {
    expect(() => readPage(of(query), 50)).toThrow(BadQuery);
  });
});

describe('whole', () => {
  it('is the fallback where nothing, or nothing but a name, is given', () => {
    expect([whole(of(''), 'sync', 1, 0, 1), whole(of('sync='), 'sync', 1, 0, 1)]).toEqual([1, 1]);
    expect(() => whole(of('sync=2'), 'sync', 1, 0, 1)).toThrow('sync must be a whole number from 0 to 1');
  });
});
