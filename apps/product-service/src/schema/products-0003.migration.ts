import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `found_styles`: what a JOOR account has under style numbers that joor-bridge has not written, as it was asked for a
 * preview; `found` is null where it has nothing. Good for a day: nothing is written by it.
 */
const UP = `
create table found_styles (
  connection_id text not null,
  world text not null,
  number text not null,
  account text not null,
  found json,
  at timestamptz not null default now(),
  primary key (connection_id, world, number)
)`;

export class Products0003 implements MigrationInterface {
  readonly name = 'Products1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table found_styles');
  }
}
