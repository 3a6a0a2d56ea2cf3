import { type Fields, filled, firstText, textAt } from './fields.js';
import type { RecordKind } from './record-kind.js';
import { joined } from './record-names.js';
import type { V4Exchange } from './v4-exchange.js';
import type { Written } from './written.js';

export interface JoorSeason {
  readonly id: string;
  readonly name: string;
  readonly year: number | null;
  readonly externalId: string;
}

export interface NewSeason {
  readonly name: string;
  readonly year: number;
  readonly externalId?: string | undefined;
}

export interface SeasonChange extends NewSeason {
  readonly id: string;
}

const SEASONS: RecordKind<JoorSeason> = {
  name: 'seasons',
  read: (record) => ({
    id: record.required('id'),
    name: record.text('name'),
    year: record.integer('year'),
    externalId: record.text('external_id'),
  }),
  namesOf: (fields) => {
    const name = textAt(fields, 'name');
    // An error echoes the external id as `code`.
    const external = firstText(fields, 'external_id', 'code');
    return {
      identities: [firstText(fields, 'id', 'season_id'), external],
      hints: [joined(name, textAt(fields, 'year')), name],
    };
  },
  duplicateIds: ['season_id', 'id'],
};

export class Seasons {
  constructor(private readonly v4: V4Exchange) {}

  /** @throws JoorFailure */
  all(): Promise<JoorSeason[]> {
    return this.v4.all(SEASONS);
  }

  /** @throws JoorFailure */
  create(seasons: readonly NewSeason[]): Promise<Written<JoorSeason>[]> {
    return this.v4.write(SEASONS, '/v4/seasons/bulk_create', seasons.map(bodyOf));
  }

  /** @throws JoorFailure */
  update(seasons: readonly SeasonChange[]): Promise<Written<JoorSeason>[]> {
    const bodies = seasons.map((season) => ({ id: season.id, ...bodyOf(season) }));
    return this.v4.write(SEASONS, '/v4/seasons/bulk_update', bodies);
  }
}

const bodyOf = ({ name, year, externalId }: NewSeason): Fields =>
  filled({ name, year, external_id: externalId });
