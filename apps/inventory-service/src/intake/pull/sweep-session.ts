import type { ItemIdentity, StockLevel, World } from '@joor-bridge/contracts';
import { type Database, textArray, timestampArray } from '@joor-bridge/persistence';
import type { StockRow } from '@joor-bridge/wms';
import type pg from 'pg';
import type { BegunPull } from './pull-records.js';

/** What has been read so far: in PostgreSQL, for as long as this connection is open, and not in our memory. */
const SEEN = [
  'create temp table seen (sku text, warehouse text, available int, n bigint, primary key (sku, warehouse))',
  'create temp table unsure (sku text primary key)',
  // tables that were small when the planner last looked would be read whole, for each row of the list
  'set enable_seqscan = off',
];

/**
 * Rows that the list names again, and rows that differ from what is known. What is still on its way from an earlier
 * reading may come after this one: it counts as different, whatever the table says today. Each look-up is limited to
 * one row and sequential scans are off, so that it goes by the key whatever the planner believes of tables that have
 * just been filled or emptied.
 *
 * What an earlier reading missed, or could not take, and this one lists is there again, however old its row says that it
 * is: `since` is the time that it needs to take the place of what is known.
 */
const COMPARE = `
  with page as (
    select sku, warehouse, available, future::jsonb, identity::jsonb, note, as_of, n
    from unnest($3::text[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[], $9::timestamptz[])
      with ordinality as row (sku, warehouse, available, future, identity, note, as_of, n)
  ), fresh as (
    insert into seen select sku, warehouse, available, n from page on conflict do nothing returning n
  )
  select page.n::int, again.first, back.since
  from page
  left join fresh on fresh.n = page.n
  left join lateral (
    select available as first from seen
    where fresh.n is null and (seen.sku, seen.warehouse) = (page.sku, page.warehouse) limit 1
  ) again on true
  left join lateral (
    select * from stock_levels known where (known.connection_id, known.world) = ($1, $2)
      and (known.sku, known.warehouse) = (page.sku, page.warehouse) limit 1
  ) l on true
  left join lateral (
    select true as expected from pending_levels p where (p.connection_id, p.world) = ($1, $2)
      and (p.sku, p.warehouse) = (page.sku, page.warehouse) limit 1
  ) pending on true
  left join lateral (
    select l.as_of + interval '1 millisecond' as since
    where (not l.listed or l.doubted) and l.as_of < $10 and l.as_of >= page.as_of
  ) back on true
  where again.first is not null or l.sku is null or pending.expected or back.since is not null
    or (l.as_of <= page.as_of and (l.available, l.future, l.listed, l.identity, l.note, l.doubted)
      is distinct from (page.available, page.future, true, page.identity, page.note, false))
  order by page.n`;

const PENDING = `
  insert into pending_levels as known (connection_id, world, sku, warehouse, as_of, pull)
  select $1, $2, *, $6::uuid from unnest($3::text[], $4::text[], $5::timestamptz[])
  on conflict (connection_id, world, sku, warehouse) do update set as_of = excluded.as_of, pull = excluded.pull`;

const LISTED = 'connection_id = $1 and world = $2 and listed and as_of < $3';
const UNSEEN = `
  not exists (select from seen where (seen.sku, seen.warehouse) = (l.sku, l.warehouse))
  and not exists (select from unsure where unsure.sku = l.sku)`;
const GONE = `${LISTED} and ${UNSEEN}`;

/** What the list names with nothing that could be taken is as true as it was known to be until now. */
const DOUBTED = `
  select sku, warehouse, available, future, identity, note, greatest(as_of, (
    select s.as_of from stock_sweeps s where s.connection_id = $1 and s.world = $2)) as "asOf"
  from stock_levels l
  where ${LISTED} and not doubted and exists (select from unsure where unsure.sku = l.sku)
    and not exists (select from seen where (seen.sku, seen.warehouse) = (l.sku, l.warehouse))
    and (sku, warehouse) > ($4, $5) order by sku, warehouse limit $6`;

/** Asked before the first page: what the reading finds different takes its place while it goes on. */
const LISTED_BEFORE = `
  select count(*)::int as count from stock_levels where connection_id = $1 and world = $2 and listed`;

const COUNT_GONE = `select count(*)::int as count from stock_levels l where ${GONE}`;

const VANISHED = `
  select sku, warehouse, identity from stock_levels l
  where ${GONE} and (sku, warehouse) > ($4, $5) order by sku, warehouse limit $6`;

/** What a pull that died had sent, and may still come although it is not in the list any more. */
const LEFT_BEHIND = `
  select l.sku, l.warehouse, coalesce(known.identity,
    '{"upc":"","styleNumber":"","styleIdentifier":"","colorCode":"","size":""}') as identity
  from pending_levels l left join stock_levels known using (connection_id, world, sku, warehouse)
  where l.connection_id = $1 and l.world = $2 and l.pull <> $3 and ${UNSEEN}
    and (l.sku, l.warehouse) > ($4, $5) order by l.sku, l.warehouse limit $6`;

export interface DatedRow {
  readonly row: StockRow;
  readonly asOf: Date;
}

export interface VanishedLevel {
  readonly sku: string;
  readonly warehouse: string;
  readonly identity: ItemIdentity;
}

/** What was known of a level until the reading. */
export interface DoubtedLevel extends VanishedLevel {
  readonly available: number;
  readonly future: StockLevel['future'];
  readonly note: string | null;
  readonly asOf: Date;
}

/** One reading of a connection's stock, held against what is known of it. */
export class SweepSession {
  private constructor(
    private readonly client: pg.Client,
    private readonly place: readonly [connectionId: string, world: World],
    private readonly pull: BegunPull,
    private readonly listedBefore: number,
  ) {}

  static async open(
    database: Pick<Database, 'connect'>,
    { connectionId, world }: { connectionId: string; world: World },
    pull: BegunPull,
  ): Promise<SweepSession> {
    const client = await database.connect();
    try {
      for (const statement of SEEN) await client.query(statement);
      const { rows } = await client.query<{ count: number }>(LISTED_BEFORE, [connectionId, world]);
      return new SweepSession(client, [connectionId, world], pull, rows[0]?.count ?? 0);
    } catch (error) {
      await client.end();
      throw error;
    }
  }

  /** With it goes what was seen. */
  close(): Promise<void> {
    return this.client.end();
  }

  /**
   * Notes that rows, each SKU and warehouse once, are in the list.
   * @returns those that differ from what is known, and those that were seen before, with their first figure
   */
  async compare(
    rows: readonly DatedRow[],
  ): Promise<{ differing: DatedRow[]; again: { row: StockRow; first: number }[] }> {
    const texts = (pick: (row: StockRow) => string | null) => textArray(rows.map(({ row }) => pick(row)));
    const values = [
      ...this.place,
      texts(({ sku }) => sku),
      texts(({ warehouse }) => warehouse),
      rows.map(({ row }) => row.available),
      texts(({ future }) => JSON.stringify(future)),
      texts(({ identity }) => JSON.stringify(identity)),
      texts(({ note }) => note),
      timestampArray(rows.map(({ asOf }) => asOf.getTime())),
      this.pull.startedAt,
    ];
    const found = await this.client.query<{ n: number; first: number | null; since: Date | null }>({
      name: 'compare',
      text: COMPARE,
      values,
    });
    const differing: DatedRow[] = [];
    const again: { row: StockRow; first: number }[] = [];
    for (const { n, first, since } of found.rows) {
      const dated = rows[n - 1];
      if (dated === undefined) continue;
      if (first === null) differing.push(since === null ? dated : { ...dated, asOf: since });
      else again.push({ row: dated.row, first });
    }
    return { differing, again };
  }

  /** The list names these SKUs, but says nothing of them that can be believed: they have not vanished. */
  async noteUnsure(skus: readonly string[]): Promise<void> {
    const named = skus.filter((sku) => sku !== '');
    if (named.length === 0) return;
    await this.client.query(
      'insert into unsure select distinct * from unnest($1::text[]) on conflict do nothing',
      [textArray(named)],
    );
  }

  /** These rows are in the list, but were not taken after all. */
  async noteUntaken(rows: readonly Pick<StockRow, 'sku' | 'warehouse'>[]): Promise<void> {
    if (rows.length === 0) return;
    await this.client.query(
      'delete from seen where (sku, warehouse) in (select * from unnest($1::text[], $2::text[]))',
      [textArray(rows.map(({ sku }) => sku)), textArray(rows.map(({ warehouse }) => warehouse))],
    );
  }

  /** To be called before the levels are published. */
  async expect(levels: readonly { sku: string; warehouse: string; asOf: Date }[]): Promise<void> {
    await this.client.query(PENDING, [
      ...this.place,
      textArray(levels.map(({ sku }) => sku)),
      textArray(levels.map(({ warehouse }) => warehouse)),
      timestampArray(levels.map(({ asOf }) => asOf.getTime())),
      this.pull.id,
    ]);
  }

  /** How many levels of this pull are still on their way from Kafka into the table. */
  async pending(): Promise<number> {
    const { rows } = await this.client.query<{ count: number }>(
      'select count(*)::int as count from pending_levels where connection_id = $1 and world = $2 and pull = $3',
      [...this.place, this.pull.id],
    );
    return rows[0]?.count ?? 0;
  }

  /** Levels of before the reading that were in the list until now, and how many of them are not any more. */
  async counts(startedAt: Date): Promise<{ listed: number; vanished: number }> {
    await this.client.query('analyze seen');
    await this.client.query('set enable_seqscan = on');
    const { rows } = await this.client.query<{ count: number }>(COUNT_GONE, [...this.place, startedAt]);
    return { listed: this.listedBefore, vanished: rows[0]?.count ?? 0 };
  }

  /** Levels that are not in the list any more, in groups. */
  async *vanished(startedAt: Date, size: number): AsyncGenerator<VanishedLevel[]> {
    yield* this.groups<VanishedLevel>(VANISHED, startedAt, size);
    yield* this.groups<VanishedLevel>(LEFT_BEHIND, this.pull.id, size);
  }

  /** Levels of SKUs that the list names, and that it has told nothing of that could be taken, in groups. */
  doubted(startedAt: Date, size: number): AsyncGenerator<DoubtedLevel[]> {
    return this.groups<DoubtedLevel>(DOUBTED, startedAt, size);
  }

  private async *groups<L extends VanishedLevel>(
    statement: string,
    third: Date | string,
    size: number,
  ): AsyncGenerator<L[]> {
    let after: Pick<VanishedLevel, 'sku' | 'warehouse'> | undefined = { sku: '', warehouse: '' };
    while (after !== undefined) {
      const values: unknown[] = [...this.place, third, after.sku, after.warehouse, size];
      const { rows }: pg.QueryResult<L> = await this.client.query(statement, values);
      if (rows.length > 0) yield rows;
      after = rows.at(-1);
    }
  }
}
