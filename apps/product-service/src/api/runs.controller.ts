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
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { approveRun, rejectRun } from '../runs/answer-run.js';
import { ProductRuns } from '../runs/product-runs.js';
import { addRun } from '../runs/run-store.js';
import { RunDetail, RunPage, RunRequest, RunSearch, RunStylesSearch } from './run-dto.js';
import { findRun, listRuns, readRun } from './run-list.js';
import { type VisibleConnection, visibleConnection } from './visible-scope.js';

@ApiProblems()
@ApiTags('Product runs')
@Controller('v1/products')
export class RunsController {
  constructor(@Inject(ProductRuns) private readonly runs: ProductRuns) {}

  @Get('runs')
  @ApiOperation({ summary: 'Runs, newest first' })
  @ApiOkResponse({ type: RunPage })
  list(@Query() search: RunSearch, @Caller() caller: CallerIdentity): Promise<RunPage> {
    return listRuns(this.runs.pool, caller.workspaceId, search);
  }

  @Get('runs/:id')
  @ApiOperation({ summary: 'One run with the changes and the outcome of each style' })
  @ApiOkResponse({ type: RunDetail })
  read(
    @Param('id') id: string,
    @Query() { after }: RunStylesSearch,
    @Caller() caller: CallerIdentity,
  ): Promise<RunDetail> {
    return readRun(this.runs.pool, id, caller, after);
  }

  @Post(':connectionId/run')
  @HttpCode(202)
  @OptionalBody(RunRequest)
  @ApiOperation({ summary: 'Runs now, for all styles or chosen ones, or shows what a run would do' })
  @ApiAcceptedResponse({ type: RunDetail })
  @ApiRefusedFields()
  @ApiConflict('Nothing may go to JOOR for this connection.')
  async start(
    @Param('connectionId') connectionId: string,
    @Body() { styles, preview }: RunRequest,
    @Caller() caller: CallerIdentity,
  ): Promise<RunDetail> {
    const connection = visibleConnection(this.runs.connections, caller, connectionId);
    mustRun(connection, preview ?? false);
    const id = await addRun(this.runs.pool, {
      ...connection.scope,
      trigger: 'person',
      styles: styles ?? null,
      preview: preview ?? false,
      createdBy: caller.name,
    });
    await this.runs.health.tryAgain(connection.scope);
    return readRun(this.runs.pool, id, caller, undefined);
  }

  @Post('runs/:id/approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Lets a run that waits for approval go to JOOR' })
  @ApiOkResponse({ type: RunDetail })
  @ApiConflict('The run does not wait for approval, or nothing may go to JOOR.')
  async approve(@Param('id') id: string, @Caller() caller: CallerIdentity): Promise<RunDetail> {
    const run = await findRun(this.runs.pool, id, caller);
    const connection = visibleConnection(this.runs.connections, caller, run.connection_id);
    mustRun(connection, false);
    mustBeCurrent(run, connection);
    if (!(await approveRun(this.runs.pool, run.id, caller.name))) throw notWaiting(run.state);
    return readRun(this.runs.pool, id, caller, undefined);
  }

  @Post('runs/:id/reject')
  @HttpCode(200)
  @ApiOperation({ summary: 'Drops a run that waits for approval' })
  @ApiOkResponse({ type: RunDetail })
  @ApiConflict('The run does not wait for approval.')
  async reject(@Param('id') id: string, @Caller() caller: CallerIdentity): Promise<RunDetail> {
    const run = await findRun(this.runs.pool, id, caller);
    if (!(await rejectRun(this.runs.pool, run.id, caller.name))) throw notWaiting(run.state);
    return readRun(this.runs.pool, id, caller, undefined);
  }
}

/** @throws 409 */
function mustRun({ snapshot }: VisibleConnection, preview: boolean): void {
  if (!snapshot.enabled) throw conflict('The connection is switched off: switch it on first.');
  if (preview || snapshot.settings['joor.syncProductDetails'] === 'Yes') return;
  throw conflict('Sync Product Details is No: set it to Yes, or ask for a preview.');
}

/**
 * What was planned under other settings is not what a run would do now, and nothing would come to correct it.
 * @throws 409
 */
function mustBeCurrent(
  run: { readonly settings_version: number | null; readonly world: string; readonly state: string },
  { snapshot, scope }: VisibleConnection,
): void {
  if (run.state !== 'waiting-for-approval') return;
  if (run.world === scope.world && run.settings_version === snapshot.version) return;
  throw conflict('The connection has changed since the run was planned: ask for a new preview.');
}

const conflict = (detail: string): ProblemException =>
  new ProblemException(409, { title: 'Not possible now', detail });

const notWaiting = (state: string): ProblemException =>
  conflict(`The run does not wait for approval: it is ${state}.`);
