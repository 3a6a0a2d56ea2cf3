import { type FreshDatabase, freshDatabase } from '@joor-bridge/testing';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { getRepositoryToken } from '@nestjs/typeorm';
import {
  Column,
  DataSource,
  Entity,
  type MigrationInterface,
  PrimaryColumn,
  type QueryRunner,
  type Repository,
} from 'typeorm';
import { Database } from '../database/database.js';
import { PersistenceModule } from './persistence.module.js';

@Entity('brands')
class Brand {
  @PrimaryColumn('text') id: string;
  @Column('text') name: string;
}

class CreateBrands1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table brands (id text primary key, name text not null)');
  }
  async down(): Promise<void> {}
}

describe('PersistenceModule', () => {
  let own: FreshDatabase;
  beforeAll(async () => {
    own = await freshDatabase(process.env.DATABASE_URL ?? '');
  });
  afterAll(() => own.drop());

  it('gives the database, the data source and repositories, and closes them with the application', async () => {
    @Module({
      imports: [
        PersistenceModule.forRoot({
          url: own.url,
          schema: 'shop',
          migrations: [CreateBrands1700000000001],
          entities: [Brand],
        }),
      ],
    })
    class Shop {}
    const app = await NestFactory.createApplicationContext(Shop, { logger: false });

    const brands = app.get<Repository<Brand>>(getRepositoryToken(Brand));
    await brands.insert({ id: '1', name: 'Linen & Co' });
    const database = app.get(Database);
    expect((await database.pool.query('select name from shop.brands')).rows).toEqual([
      { name: 'Linen & Co' },
    ]);
    expect(app.get(DataSource)).toBe(database.dataSource);

    await app.close();
    expect(database.dataSource.isInitialized).toBe(false);
  });
});
