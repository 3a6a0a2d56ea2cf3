import { ApiProperty } from '@nestjs/swagger';
import { IsName } from '../http/is-name.js';
import type { Workspace } from './workspace.entity.js';

/** What a workspace is made or renamed with. */
export class WorkspaceBody {
  @IsName('Atelier Nord') name: string;
}

export class WorkspaceView {
  @ApiProperty({ example: 'wsp_0c1d2e3f405162738495' }) workspaceId: string;
  @ApiProperty({ example: 'Atelier Nord' }) name: string;
  @ApiProperty({ type: 'integer' }) version: number;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ format: 'date-time' }) updatedAt: string;
  @ApiProperty({ description: 'Name of the API key that changed it last.' }) updatedBy: string;
}

export const viewOf = (row: Workspace): WorkspaceView => ({
  workspaceId: row.id,
  name: row.name,
  version: row.version,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  updatedBy: row.updatedBy,
});
