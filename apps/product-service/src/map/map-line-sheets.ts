import type { ProductDetail } from '@joor-bridge/contracts';
import type { Sources } from './sources.js';
import type { WantedLineSheet, WantedSeason } from './wanted-style.js';

const YEAR_AT_THE_END = /^(.*\S)\s+((?:19|20|21)\d{2})$/;

/**
 * Line sheets of a style: those that the WMS names. Where it names none but a season, one that is named "season year".
 * A line sheet that has to be made is made with the season, if its year is known.
 */
export function mapLineSheets(product: ProductDetail, sources: Sources): readonly WantedLineSheet[] {
  const said = sources.first('season', product, product.season);
  const year = sources.first(
    'seasonYear',
    product,
    product.seasonYear === null ? '' : String(product.seasonYear),
  );
  const named = sources.all('lineSheet', product, product.lineSheets);
  const season = seasonOf(said, year);
  const names = named.length > 0 ? named : [season ? `${season.name} ${season.year}` : said];
  return names
    .filter((name) => name !== '')
    .sort()
    .map((name) => ({ name, season }));
}

/** `Spring 2027` without a year of its own is the season Spring of 2027. */
function seasonOf(said: string, year: string): WantedSeason | null {
  if (said === '') return null;
  if (/^\d{4}$/.test(year)) return { name: withoutYear(said, year), year: Number(year) };
  const [, name, own] = YEAR_AT_THE_END.exec(said) ?? [];
  return name === undefined ? null : { name, year: Number(own) };
}

const withoutYear = (said: string, year: string): string => {
  const [, name, own] = YEAR_AT_THE_END.exec(said) ?? [];
  return name !== undefined && own === year ? name : said;
};
