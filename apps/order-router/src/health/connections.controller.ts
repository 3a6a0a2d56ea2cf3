import { ApiProblems, Caller, CallerIdentity, notFound } from '@joor-bridge/service-kit';
import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Router } from '../router.js';

export class ConnectionHealthView {
  @ApiProperty() connectionId: string;
  @ApiProperty({ enum: ['ok', 'down', 'unauthorized', 'unusable'] }) status: string;
  @ApiProperty({ description: 'What is the matter and what to do.' }) message: string;
  @ApiProperty() since: string;
}

export class ConnectionCheckView {
  @ApiProperty() ok: boolean;
  @ApiProperty() message: string;
}

@ApiProblems()
@ApiTags('connections')
@Controller('v1/connections')
export class ConnectionsController {
  constructor(@Inject(Router) private readonly router: Router) {}

  @Get('health')
  @ApiOperation({ summary: "How each connection's WMS fares" })
  @ApiOkResponse({ type: [ConnectionHealthView] })
  async health(@Caller() caller: CallerIdentity): Promise<ConnectionHealthView[]> {
    const { rows } = await this.router.pool.query<{
      connection_id: string;
      status: string;
      message: string;
      since: Date;
    }>('select * from connection_health where $1::text is null or workspace_id = $1 order by connection_id', [
      caller.workspaceId,
    ]);
    return rows.map((row) => ({
      connectionId: row.connection_id,
      status: row.status,
      message: row.message,
      since: row.since.toISOString(),
    }));
  }

  /** Speaks to the WMS with the connection's credentials. */
  @Post(':connectionId/check')
  @ApiOperation({ summary: "Speaks to the WMS with the connection's credentials" })
  @HttpCode(200)
  @ApiOkResponse({ type: ConnectionCheckView })
  async check(
    @Param('connectionId') connectionId: string,
    @Caller() caller: CallerIdentity,
  ): Promise<ConnectionCheckView> {
    const snapshot = this.router.connections.get(connectionId);
    if (snapshot === undefined || !caller.sees(snapshot.workspaceId)) throw notFound('connection');
    const { destination } = this.router.deliverer.opened(snapshot);
    if (destination.kind === 'ready') return destination.wms.check();
    if (destination.kind === 'unusable') return { ok: false, message: `Please ${destination.problem}.` };
    return {
      ok: true,
      message: 'Test mode at a WMS without a sandbox: bodies are recorded, nothing is sent.',
    };
  }
}
