import { Caller, CallerIdentity } from '@joor-bridge/service-kit';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, UseInterceptors } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiSettingsProblems, ApiVersioned } from '../http/api-docs.js';
import { EntityTag } from '../http/entity-tag.js';
import { IfMatch } from '../http/if-match.js';
import { ConnectionChangeBody, ConnectionView, NewConnectionBody, viewOf } from './connection-dto.js';
import { ConnectionPlans } from './connection-plans.js';
import { Connections } from './connections.js';

@ApiTags('connections')
@ApiSettingsProblems()
@UseInterceptors(EntityTag)
@Controller('v1')
export class ConnectionsController {
  constructor(
    private readonly connections: Connections,
    private readonly plans: ConnectionPlans,
  ) {}

  @Get('workspaces/:workspaceId/connections')
  @ApiOkResponse({ type: [ConnectionView] })
  async list(@Param('workspaceId') id: string, @Caller() caller: CallerIdentity): Promise<ConnectionView[]> {
    return (await this.connections.list(id, caller)).map(viewOf);
  }

  @Post('workspaces/:workspaceId/connections')
  @ApiCreatedResponse({ type: ConnectionView })
  async create(
    @Param('workspaceId') id: string,
    @Body() body: NewConnectionBody,
    @Caller() caller: CallerIdentity,
  ): Promise<ConnectionView> {
    const state = await this.plans.planNew(body);
    return viewOf(await this.connections.create(id, caller, state));
  }

  @Get('connections/:connectionId')
  @ApiOkResponse({ type: ConnectionView })
  async get(@Param('connectionId') id: string, @Caller() caller: CallerIdentity): Promise<ConnectionView> {
    return viewOf(await this.connections.get(id, caller));
  }

  @Patch('connections/:connectionId')
  @ApiVersioned()
  @ApiOkResponse({ type: ConnectionView })
  async change(
    @Param('connectionId') id: string,
    @Body() body: ConnectionChangeBody,
    @Caller() caller: CallerIdentity,
    @IfMatch() expected: number,
  ): Promise<ConnectionView> {
    const next = await this.plans.planChange(body);
    return viewOf(await this.connections.change(id, caller, expected, next));
  }

  @Delete('connections/:connectionId')
  @HttpCode(204)
  @ApiVersioned()
  @ApiNoContentResponse()
  async remove(
    @Param('connectionId') id: string,
    @Caller() caller: CallerIdentity,
    @IfMatch() expected: number,
  ): Promise<void> {
    await this.connections.remove(id, caller, expected);
  }
}
