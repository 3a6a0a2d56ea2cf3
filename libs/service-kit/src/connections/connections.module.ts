import type { Bus } from '@joor-bridge/messaging';
import { Module } from '@nestjs/common';
import { BUS } from '../boot/tokens.js';
import { SecretBox } from '../secrets/secret-box.js';
import { ConnectionsTable } from './connections-table.js';

/** Gives a service every connection, read whole before anything that needs them starts. */
@Module({
  providers: [
    {
      provide: ConnectionsTable,
      inject: [BUS, SecretBox],
      useFactory: async (bus: Bus, box: SecretBox) => {
        const table = new ConnectionsTable(bus, box);
        await table.ready();
        return table;
      },
    },
  ],
  exports: [ConnectionsTable],
})
export class ConnectionsModule {}
