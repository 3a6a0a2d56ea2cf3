import { Caller, CallerIdentity } from '@joor-bridge/service-kit';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { DataSource, LessThan } from 'typeorm';
import { Connections } from '../connections/connections.js';
import { ApiSettingsProblems } from '../http/api-docs.js';
import { ConnectionVersion } from './connection-version.entity.js';

const PAGE = 50;

class VersionsQuery {
  @ApiPropertyOptional({ type: 'integer', description: 'Only versions older than this one.' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(2_000_000_000)
  before?: number;

  @ApiPropertyOptional({ type: 'integer', default: PAGE, maximum: 200 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

class ChangeView {
  @ApiProperty({ example: 'settings.joor.orderStatus' }) field: string;
  @ApiProperty({ description: 'Of any JSON type.', type: 'object', additionalProperties: true })
  before: unknown;
  @ApiProperty({ description: 'Of any JSON type.', type: 'object', additionalProperties: true })
  after: unknown;
}

class VersionView {
  @ApiProperty({ type: 'integer' }) version: number;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ description: 'Name of the API key that made the change.' }) author: string;
  @ApiProperty({ type: [ChangeView] }) changes: ChangeView[];
}

@ApiTags('connections')
@ApiSettingsProblems()
@Controller('v1/connections/:connectionId/versions')
export class VersionsController {
  constructor(
    private readonly connections: Connections,
    private readonly dataSource: DataSource,
  ) {}

  /** Every change of the connection, the newest first. */
  @Get()
  @ApiOkResponse({ type: [VersionView] })
  async list(
    @Param('connectionId') id: string,
    @Query() { before, limit }: VersionsQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<VersionView[]> {
    const { id: connectionId } = await this.connections.get(id, caller);
    const rows = await this.dataSource.getRepository(ConnectionVersion).find({
      where: { connectionId, ...(before === undefined ? {} : { version: LessThan(before) }) },
      order: { version: 'desc' },
      take: limit ?? PAGE,
    });
    return rows.map(({ version, at, author, changes }) => ({
      version,
      at: at.toISOString(),
      author,
      changes,
    }));
  }
}
