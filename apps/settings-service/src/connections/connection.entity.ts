import type { ConnectionSnapshot, CredentialSlot, Destination, Settings } from '@joor-bridge/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What may be told about stored credentials. */
export interface CredentialFact {
  readonly kind: string;
  /** The last characters, to tell one token from another; blank where too short to show any. */
  readonly endsWith: string;
  readonly changedAt: string;
  readonly changedBy: string;
}

export type CredentialFacts = Partial<Record<CredentialSlot, CredentialFact>>;

/** One JOOR account tied to one destination. */
@Entity('connections')
export class Connection {
  @PrimaryColumn('text') id: string;
  @Column('text', { name: 'workspace_id' }) workspaceId: string;
  @Column('text') name: string;
  @Column('boolean') enabled: boolean;
  @Column('text', { name: 'joor_account' }) joorAccount: string;
  @Column('json') destination: Destination;
  @Column('json') settings: Settings;
  /** Sealed. */
  @Column('json') credentials: ConnectionSnapshot['credentials'];
  @Column('json', { name: 'credential_facts' }) credentialFacts: CredentialFacts;
  @Column('int') version: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
  @Column('text', { name: 'updated_by' }) updatedBy: string;
}
