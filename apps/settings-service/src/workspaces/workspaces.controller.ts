import { ApiConflict, Caller, CallerIdentity } from '@joor-bridge/service-kit';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, UseInterceptors } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiSettingsProblems, ApiVersioned } from '../http/api-docs.js';
import { EntityTag } from '../http/entity-tag.js';
import { IfMatch } from '../http/if-match.js';
import { viewOf, WorkspaceBody, WorkspaceView } from './workspace-dto.js';
import { Workspaces } from './workspaces.js';

@ApiTags('workspaces')
@ApiSettingsProblems()
@UseInterceptors(EntityTag)
@Controller('v1/workspaces')
export class WorkspacesController {
  constructor(private readonly workspaces: Workspaces) {}

  @Get()
  @ApiOkResponse({ type: [WorkspaceView] })
  async list(@Caller() caller: CallerIdentity): Promise<WorkspaceView[]> {
    return (await this.workspaces.list(caller)).map(viewOf);
  }

  @Post()
  @ApiCreatedResponse({ type: WorkspaceView })
  async create(@Body() body: WorkspaceBody, @Caller() caller: CallerIdentity): Promise<WorkspaceView> {
    return viewOf(await this.workspaces.create(body.name, caller));
  }

  @Get(':workspaceId')
  @ApiOkResponse({ type: WorkspaceView })
  async get(@Param('workspaceId') id: string, @Caller() caller: CallerIdentity): Promise<WorkspaceView> {
    return viewOf(await this.workspaces.get(id, caller));
  }

  @Patch(':workspaceId')
  @ApiVersioned()
  @ApiOkResponse({ type: WorkspaceView })
  async rename(
    @Param('workspaceId') id: string,
    @Body() body: WorkspaceBody,
    @Caller() caller: CallerIdentity,
    @IfMatch() expected: number,
  ): Promise<WorkspaceView> {
    return viewOf(await this.workspaces.rename(id, body.name, caller, expected));
  }

  @Delete(':workspaceId')
  @HttpCode(204)
  @ApiVersioned()
  @ApiNoContentResponse()
  @ApiConflict('It still has connections.')
  async remove(
    @Param('workspaceId') id: string,
    @Caller() caller: CallerIdentity,
    @IfMatch() expected: number,
  ): Promise<void> {
    await this.workspaces.remove(id, caller, expected);
  }
}
