import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What it takes to work out again what a delivery took from the stock: the settings that its request was made
 * under, which are not always those of the order's newest revision. `lines` are kept only by a rebuild, which has no
 * settings of before; else they follow from the revision and those settings.
 */
export class Ledger0002 implements MigrationInterface {
  readonly name = 'Ledger1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table deliveries add column settings_version int, add column lines json');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table deliveries drop column settings_version, drop column lines');
  }
}
