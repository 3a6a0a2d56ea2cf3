import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { getRepositoryToken } from '@nestjs/typeorm';
import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { Database } from '../database/database.js';
import { type DatabaseOptions, openDatabase } from '../database/open-database.js';

type EntityClass = Extract<EntityTarget<ObjectLiteral>, new () => ObjectLiteral>;

export interface PersistenceOptions extends Omit<DatabaseOptions, 'entities'> {
  readonly entities?: readonly EntityClass[];
}

/** Gives a service its `Database`, TypeORM's `DataSource` and a repository per entity; closes them last. */
@Module({})
export class PersistenceModule implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  static forRoot(options: PersistenceOptions): DynamicModule {
    const entities = options.entities ?? [];
    const repositories = entities.map((entity) => ({
      provide: getRepositoryToken(entity),
      useFactory: (dataSource: DataSource) => dataSource.getRepository(entity),
      inject: [DataSource],
    }));
    return {
      module: PersistenceModule,
      global: true,
      providers: [
        { provide: Database, useFactory: () => openDatabase({ ...options, entities: [...entities] }) },
        { provide: DataSource, useFactory: (database: Database) => database.dataSource, inject: [Database] },
        ...repositories,
      ],
      exports: [Database, DataSource, ...repositories.map(({ provide }) => provide)],
    };
  }

  onApplicationShutdown(): Promise<void> {
    return this.database.close();
  }
}
