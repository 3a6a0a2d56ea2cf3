import type { Season } from '../catalogue/records.js';
import type { Given } from './given.js';
import { invalid, missing, RecordError } from './record-error.js';
import { idOut, type V4Call, type Write } from './v4-call.js';

/** `POST /v4/seasons/bulk_create`. */
export const createSeason: Write = (call, given) => {
  const name = given.requiredText('name', 100);
  const year = yearOf(given);
  const externalId = given.text('external_id', 100) ?? null;
  given.done();
  if (year === undefined) throw invalid('year is required');
  const { catalogue, settings } = call;
  if (!settings.doubling.includes('seasons')) refuseTaken(call, { name, year, externalId }, null);
  const id = String(catalogue.newNumber());
  return shownSeason(call, catalogue.seasons.add({ id, externalId, name, year }));
};

/** `POST /v4/seasons/bulk_update`. */
export const updateSeason: Write = (call, given) => {
  const id = given.requiredId('id');
  const name = given.has('name') ? given.requiredText('name', 100) : undefined;
  const year = yearOf(given);
  const externalId = given.text('external_id', 100);
  given.done();
  const season = call.catalogue.seasons.get(id);
  if (!season) throw missing(`Season ${id} not found`);
  const changed = {
    name: name ?? season.name,
    year: year ?? season.year,
    externalId: externalId ?? season.externalId,
  };
  refuseTaken(call, changed, season);
  return shownSeason(call, call.catalogue.seasons.change(season, changed));
};

function yearOf(given: Given): number | undefined {
  const year = given.whole('year');
  if (year !== undefined && (year < 2000 || year > 2100)) throw invalid('Invalid Year');
  return year;
}

function refuseTaken(call: V4Call, wanted: Omit<Season, 'id'>, self: Season | null): void {
  const other = call.catalogue.seasons
    .all()
    .find(
      (one) =>
        one !== self &&
        ((one.externalId !== null && one.externalId === wanted.externalId) ||
          (one.name === wanted.name && one.year === wanted.year)),
    );
  if (!other) return;
  const named = call.settings.duplicateIds === 'always' ? { season_id: idOut(call, other.id) } : {};
  throw new RecordError('DUPLICATED', 'This season exists', named);
}

/** A season as JOOR shows it. */
export const shownSeason = (call: V4Call, { id, name, year, externalId }: Season) => ({
  id: idOut(call, id),
  name,
  year,
  external_id: externalId,
});
