import { ApiProblems, Caller, CallerIdentity } from '@joor-bridge/service-kit';
import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Router } from '../router.js';
import { NewReplay, ReplayView } from './replay-dto.js';

@ApiProblems()
@ApiTags('replays')
@Controller('v1/replays')
export class ReplaysController {
  constructor(@Inject(Router) private readonly router: Router) {}

  @Post()
  @ApiOperation({ summary: 'Starts a replay, or says what it would deliver' })
  @HttpCode(202)
  @ApiAcceptedResponse({ type: ReplayView })
  async create(@Body() body: NewReplay, @Caller() caller: CallerIdentity): Promise<ReplayView> {
    const id = await this.router.replays.create(body, caller);
    this.router.replayRunner.start(id, body, caller.workspaceId);
    return this.router.replays.read(id, caller);
  }

  @Get(':id')
  @ApiOperation({ summary: 'How far a replay is' })
  @ApiOkResponse({ type: ReplayView })
  read(@Param('id') id: string, @Caller() caller: CallerIdentity): Promise<ReplayView> {
    return this.router.replays.read(id, caller);
  }

  @Post(':id/cancel')
  @ApiOperation({ summary: 'Stops a replay; what it has published stays' })
  @HttpCode(200)
  @ApiOkResponse({ type: ReplayView })
  async cancel(@Param('id') id: string, @Caller() caller: CallerIdentity): Promise<ReplayView> {
    await this.router.replays.read(id, caller);
    await this.router.replays.cancel(id);
    return this.router.replays.read(id, caller);
  }
}
