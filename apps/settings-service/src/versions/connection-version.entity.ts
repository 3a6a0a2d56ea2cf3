import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Change } from '../connections/changes.js';

/** One change of a connection: who, when, what. Rows are added and never changed. */
@Entity('connection_versions')
export class ConnectionVersion {
  @PrimaryColumn('text', { name: 'connection_id' }) connectionId: string;
  @PrimaryColumn('int') version: number;
  @Column('timestamptz') at: Date;
  @Column('text') author: string;
  @Column('json') changes: Change[];
}
