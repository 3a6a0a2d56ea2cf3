import { PersistenceModule } from '@joor-bridge/persistence';
import { OutboxModule } from '@joor-bridge/service-kit';
import { type DynamicModule, Module } from '@nestjs/common';
import { ApiKey } from './api-keys/api-key.entity.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { ApiKeys } from './api-keys/api-keys.js';
import { Connection } from './connections/connection.entity.js';
import { ConnectionPlans } from './connections/connection-plans.js';
import { ConnectionsController } from './connections/connections.controller.js';
import { Connections } from './connections/connections.js';
import { AuthorizeSkubana } from './credentials/authorize-skubana.js';
import { CredentialsController } from './credentials/credentials.controller.js';
import { Credentials } from './credentials/credentials.js';
import { DestinationRules } from './destinations/destination-rules.js';
import { DestinationsController } from './destinations/destinations.controller.js';
import { FirstSteps } from './first-steps.js';
import { CreateSettings1764000000001 } from './schema/create-settings.js';
import { SERVICE_OPTIONS, type ServiceOptions } from './service-options.js';
import { DeclarationsController } from './settings/declarations.controller.js';
import { SettingsController } from './settings/settings.controller.js';
import { ConnectionVersion } from './versions/connection-version.entity.js';
import { VersionsController } from './versions/versions.controller.js';
import { Workspace } from './workspaces/workspace.entity.js';
import { WorkspacesController } from './workspaces/workspaces.controller.js';
import { Workspaces } from './workspaces/workspaces.js';

@Module({})
export class SettingsModule {
  static forRoot(databaseUrl: string, options: ServiceOptions): DynamicModule {
    return {
      module: SettingsModule,
      imports: [
        PersistenceModule.forRoot({
          url: databaseUrl,
          schema: 'settings',
          migrations: [CreateSettings1764000000001],
          entities: [Workspace, Connection, ConnectionVersion, ApiKey],
        }),
        OutboxModule,
      ],
      controllers: [
        WorkspacesController,
        ConnectionsController,
        SettingsController,
        VersionsController,
        CredentialsController,
        DeclarationsController,
        DestinationsController,
        ApiKeysController,
      ],
      providers: [
        { provide: SERVICE_OPTIONS, useValue: options },
        Workspaces,
        Connections,
        ConnectionPlans,
        DestinationRules,
        Credentials,
        AuthorizeSkubana,
        ApiKeys,
        FirstSteps,
      ],
    };
  }
}
