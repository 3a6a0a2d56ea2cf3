import { Database } from '@joor-bridge/persistence';
import {
  ApiConflict,
  ApiProblems,
  ApiRefusedFields,
  Caller,
  CallerIdentity,
  OptionalBody,
  ProblemException,
} from '@joor-bridge/service-kit';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { approveRun, rejectRun } from '../runs/decide-run.js';
import { ApproveBody, RunPage, RunSearch, RunView, runView } from './run.dto.js';
import { findRun, listRuns } from './run-list.js';

@ApiTags('inventory runs')
@ApiProblems()
@Controller('v1/inventory/runs')
export class RunsController {
  constructor(@Inject(Database) private readonly database: Database) {}

  @Get()
  @ApiOperation({ summary: 'Publications to JOOR, newest first' })
  @ApiOkResponse({ type: RunPage })
  list(@Query() search: RunSearch, @Caller() caller: CallerIdentity): Promise<RunPage> {
    return listRuns(this.database.pool, caller.workspaceId, search);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One publication with its figures, counts and examples' })
  @ApiOkResponse({ type: RunView })
  async read(@Param('id') id: string, @Caller() caller: CallerIdentity): Promise<RunView> {
    return runView(await findRun(this.database.pool, caller, id));
  }

  @Post(':id/approve')
  @HttpCode(200)
  @OptionalBody(ApproveBody)
  @ApiRefusedFields()
  @ApiConflict('The run does not wait for approval.')
  @ApiOperation({
    summary: 'Let a waiting run go on',
    description:
      'It asks again if its figures get much worse than those that were approved before it has sent them.',
  })
  @ApiOkResponse({ type: RunView })
  async approve(
    @Param('id') id: string,
    @Body() body: ApproveBody,
    @Caller() caller: CallerIdentity,
  ): Promise<RunView> {
    const run = await findRun(this.database.pool, caller, id);
    const shown = body.figures ?? run.figures;
    const approved = shown && (await approveRun(this.database.pool, id, caller.name, { ...shown }));
    if (!approved) throw doesNotWait(run.state);
    return runView(approved);
  }

  @Post(':id/reject')
  @HttpCode(200)
  @ApiConflict('The run does not wait for approval.')
  @ApiOperation({
    summary: 'End a waiting run without sending anything',
    description: 'Newer stock from the WMS, or a run on demand, begins another.',
  })
  @ApiOkResponse({ type: RunView })
  async reject(@Param('id') id: string, @Caller() caller: CallerIdentity): Promise<RunView> {
    const run = await findRun(this.database.pool, caller, id);
    const rejected = await rejectRun(this.database.pool, id, caller.name);
    if (!rejected) throw doesNotWait(run.state);
    return runView(rejected);
  }
}

const doesNotWait = (state: string): ProblemException =>
  new ProblemException(409, {
    title: 'Conflict',
    detail: `The run is ${state}; only one that waits for approval can be approved or rejected.`,
  });
