import {
  type ConnectionSnapshot,
  type CredentialSlot,
  connectionChanged,
  JoorCredentials,
  supersedesConnection,
  topics,
  type WmsCredentials,
} from '@joor-bridge/contracts';
import type { Bus, GlobalTable, OnChange } from '@joor-bridge/messaging';
import { SecretBox } from '../secrets/secret-box.js';
import { readCredentials } from './read-credentials.js';

/** Every connection as it stands, kept in memory from its topic. */
export class ConnectionsTable {
  private readonly table: GlobalTable<ConnectionSnapshot>;

  constructor(
    bus: Bus,
    private readonly box: SecretBox,
  ) {
    this.table = bus.globalTable(topics.connections, connectionChanged, supersedesConnection);
  }

  /** Resolves when all that was known at the start is here. */
  ready(): Promise<void> {
    return this.table.ready();
  }

  get(connectionId: string): ConnectionSnapshot | undefined {
    return this.table.get(connectionId);
  }

  all(): readonly ConnectionSnapshot[] {
    return this.table.values();
  }

  /** Calls back after each change; null when the connection was deleted. Gives a function that ends it. */
  onChange(listener: OnChange<ConnectionSnapshot>): () => void {
    return this.table.onChange(listener);
  }

  /**
   * Opens the credentials of a slot; null when none are stored.
   * @throws when they do not open or are not what the slot takes
   */
  openCredentials(
    snapshot: ConnectionSnapshot,
    slot: 'joor.production' | 'joor.sandbox',
  ): JoorCredentials | null;
  openCredentials(
    snapshot: ConnectionSnapshot,
    slot: 'wms.production' | 'wms.sandbox',
  ): WmsCredentials | null;
  openCredentials(
    snapshot: ConnectionSnapshot,
    slot: CredentialSlot,
  ): JoorCredentials | WmsCredentials | null {
    const sealed = snapshot.credentials[slot];
    if (!sealed) return null;
    const text = this.box.open({ connectionId: snapshot.connectionId, slot }, sealed);
    return readCredentials(snapshot, slot, text);
  }
}
