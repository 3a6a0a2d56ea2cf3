import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An API key. The key itself is known to its holder only. */
@Entity('api_keys')
export class ApiKey {
  @PrimaryColumn('text', { name: 'key_id' }) keyId: string;
  @Column('text', { name: 'workspace_id', nullable: true }) workspaceId: string | null;
  @Column('text') name: string;
  @Column('text') hash: string;
  @Column('timestamptz', { name: 'expires_at', nullable: true }) expiresAt: Date | null;
  @Column('timestamptz', { name: 'revoked_at', nullable: true }) revokedAt: Date | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('text', { name: 'created_by' }) createdBy: string;
}
