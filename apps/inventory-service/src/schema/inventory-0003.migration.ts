import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `publishing.overwrite_id`: the attempt of the last overwrite whose answer is not known, which may land until
 * `overwrite_until`. It touches more than the rows that it names.
 */
export class Inventory0003 implements MigrationInterface {
  readonly name = 'Inventory1764300000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table publishing add column overwrite_id uuid, add column overwrite_until timestamptz',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table publishing drop column overwrite_id, drop column overwrite_until');
  }
}
