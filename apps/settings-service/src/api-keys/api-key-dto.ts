import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601, IsOptional, IsString, Matches } from 'class-validator';
import { IsName } from '../http/is-name.js';
import type { ApiKey } from './api-key.entity.js';

export class NewApiKeyBody {
  @IsName('Warehouse dashboard') name: string;

  @ApiProperty({
    type: String,
    nullable: true,
    required: false,
    description: 'The workspace it is valid in; null or absent: the whole installation.',
  })
  @IsOptional()
  @IsString()
  workspaceId?: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    required: false,
    description: 'In the future; null or absent: it works until it is revoked.',
  })
  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/, {
    message: 'must be a UTC instant, as in 2027-01-31T09:30:00Z',
  })
  expiresAt?: string | null;
}

export class ApiKeyView {
  @ApiProperty() keyId: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: String, nullable: true }) workspaceId: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) expiresAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) revokedAt: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty() createdBy: string;
}

export class NewApiKeyView extends ApiKeyView {
  @ApiProperty({ description: 'The key itself. It is shown this once.', example: 'jb_…' }) key: string;
}

export const viewOf = (row: ApiKey): ApiKeyView => ({
  keyId: row.keyId,
  name: row.name,
  workspaceId: row.workspaceId,
  expiresAt: row.expiresAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  createdBy: row.createdBy,
});
