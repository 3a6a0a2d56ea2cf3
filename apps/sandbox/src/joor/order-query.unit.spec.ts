import { readOrderQuery } from './order-query.js';
import { BadQuery } from './query-values.js';

const read = (text: string, maxPage = 50) => readOrderQuery(new URLSearchParams(text), maxPage);

describe('readOrderQuery', () => {
  it("fills in JOOR's defaults: sync is on, approved and shipped, not yet exported, required fields checked", () => {
    expect(read('')).toEqual({
      orderType: 2,
      exportStatus: 2,
      window: null,
      sync: true,
      checkRequired: true,
      checkDeleted: false,
      customerCode: null,
      customerGroup: null,
      startFrom: 0,
      count: 50,
    });
  });

  it('defaults to every export status and no check when sync is 0', () => {
    expect(read('sync=0')).toMatchObject({
      sync: false,
      exportStatus: 1,
      checkRequired: false,
      checkDeleted: false,
    });
  });

  it.each([
    [0, false, false],
    [1, true, false],
    [2, false, true],
    [3, true, true],
  ])('check %d', (check, checkRequired, checkDeleted) => {
    expect(read(`sync=0&check=${check}`)).toMatchObject({ checkRequired, checkDeleted });
  });

  it('reads the window, with any offset', () => {
    const window = read('date_start=2026-11-01T00:00:00.5Z&date_end=2026-11-01T02:00:00%2B01:00').window;
    expect(window).toEqual({
      start: Date.parse('2026-11-01T00:00:00.500Z'),
      end: Date.parse('2026-11-01T01:00:00Z'),
    });
  });

  it.each(['date_start=2026-11-01T00:00:00Z', 'date_end=2026-11-01T00:00:00Z'])(
    'wants both dates: %s',
    (text) => {
      expect(() => read(text)).toThrow('given together');
    },
  );

  it.each(['2026-11-01', 'yesterday', '2026-11-01T00:00:00', '2026-11-01T00:00:00 01:00'])(
    'refuses the date "%s"',
    (date) => {
      const query = new URLSearchParams({ date_start: date, date_end: date });
      expect(() => readOrderQuery(query, 50)).toThrow(BadQuery);
    },
  );

  it.each([
    'order_type=0',
    'order_type=9',
    'export_status=8',
    'sync=2',
    'check=4',
    'count=0',
    'start_from=-1',
    'count=x',
  ])('refuses %s', (text) => {
    expect(() => read(text)).toThrow(BadQuery);
  });

  it('cuts the page to the largest one', () => {
    expect(read('count=500').count).toBe(50);
    expect(read('count=500', 1_000).count).toBe(500);
  });

  it('reads the customer filters and their lengths', () => {
    expect(read('customer_code=C1&customer_group_name=Specialty')).toMatchObject({
      customerCode: 'C1',
      customerGroup: 'Specialty',
    });
    expect(() => read(`customer_code=${'x'.repeat(51)}`)).toThrow('at most 50');
    expect(() => read(`customer_group_name=${'x'.repeat(151)}`)).toThrow('at most 150');
  });
});
