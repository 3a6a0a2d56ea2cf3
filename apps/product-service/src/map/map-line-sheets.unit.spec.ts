import { aDetail } from '../testing/details.js';
import { mapLineSheets } from './map-line-sheets.js';
import { Sources } from './sources.js';

const sheets = (
  parts: Parameters<typeof aDetail>[0],
  mapping: ConstructorParameters<typeof Sources>[0] = [],
) => mapLineSheets(aDetail(parts), new Sources(mapping));

it('names each line sheet once, sorted and trimmed', () => {
  const lineSheets = [' Main', 'Capsule', 'Main '];
  expect(sheets({ lineSheets }).map(({ name }) => name)).toEqual(['Capsule', 'Main']);
});

it('has none where the WMS names neither a line sheet nor a season, or only blanks', () => {
  expect(sheets({ season: '', seasonYear: null, lineSheets: [] })).toEqual([]);
  expect(sheets({ season: '  ', seasonYear: 2027, lineSheets: [' '] })).toEqual([]);
});

it('makes a season of name and year, from wherever the mapping says', () => {
  const fields = { 'custom.S': 'Resort', 'custom.Y': '2029' };
  const mapping = [
    { to: 'season' as const, from: 'custom.S' },
    { to: 'seasonYear' as const, from: 'custom.Y' },
  ];
  expect(sheets({ fields }, mapping)).toEqual([
    { name: 'Resort 2029', season: { name: 'Resort', year: 2029 } },
  ]);
});

it('keeps a season whose year is no year as a line sheet without one', () => {
  const mapping = [{ to: 'seasonYear' as const, from: 'custom.Y' }];
  expect(sheets({ season: 'Resort', fields: { 'custom.Y': 'next' } }, mapping)).toEqual([
    { name: 'Resort', season: null },
  ]);
});

it('does not take another year at its end for the season', () => {
  expect(sheets({ season: 'Archive 1999', seasonYear: 2027 })).toEqual([
    { name: 'Archive 1999 2027', season: { name: 'Archive 1999', year: 2027 } },
  ]);
});
