import {
  ApiProblems,
  ApiRefusedFields,
  Caller,
  CallerIdentity,
  CONFIG,
  ConnectionsTable,
  creditAccount,
  invalid,
  notFound,
  worldOf,
} from '@joor-bridge/service-kit';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { rangeFaults } from '../backfill/backfill-range.js';
import { Backfills } from '../backfill/backfills.js';
import { earliestOrderDate } from '../poll/windows.js';
import type { PollerConfig } from '../poller-config.js';
import { BackfillDto, BackfillListDto, backfillDto, NewBackfillDto } from './backfills.dto.js';
import { visibleConnection } from './visible-connection.js';

const MOST_LISTED = 100;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

@ApiTags('backfills')
@ApiProblems()
@Controller('v1/connections/:id/backfills')
export class BackfillsController {
  constructor(
    private readonly connections: ConnectionsTable,
    private readonly backfills: Backfills,
    @Inject(CONFIG) private readonly config: PollerConfig,
  ) {}

  @Post()
  @ApiRefusedFields()
  @ApiOperation({ summary: 'Fetch the orders of a range of time again, beside the live polls' })
  @ApiCreatedResponse({ type: BackfillDto })
  async create(
    @Caller() caller: CallerIdentity,
    @Param('id') id: string,
    @Body() body: NewBackfillDto,
  ): Promise<BackfillDto> {
    const snapshot = visibleConnection(this.connections, caller, id);
    const range = { from: new Date(body.from), to: new Date(body.to) };
    const faults = rangeFaults(range, earliestOrderDate(snapshot), new Date());
    if (faults.length > 0) throw invalid(faults);
    const world = worldOf(snapshot, this.config).name;
    const { connectionId, workspaceId } = snapshot;
    const account = creditAccount(snapshot, world);
    const requestedBy = caller.name;
    return backfillDto(
      await this.backfills.create({ connectionId, workspaceId, world, account, ...range, requestedBy }),
    );
  }

  @Get()
  @ApiOperation({ summary: 'The backfills of a connection, newest first' })
  @ApiOkResponse({ type: BackfillListDto })
  async list(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<BackfillListDto> {
    visibleConnection(this.connections, caller, id);
    const backfills = await this.backfills.ofConnection(id, MOST_LISTED);
    return { items: backfills.map(backfillDto) };
  }

  @Get(':backfillId')
  @ApiOperation({ summary: 'One backfill with its progress' })
  @ApiOkResponse({ type: BackfillDto })
  async read(
    @Caller() caller: CallerIdentity,
    @Param('id') id: string,
    @Param('backfillId') backfillId: string,
  ): Promise<BackfillDto> {
    visibleConnection(this.connections, caller, id);
    return this.stateOf(id, backfillId);
  }

  @Delete(':backfillId')
  @HttpCode(200)
  @ApiOperation({ summary: 'Cancel a backfill; what it has fetched stays' })
  @ApiOkResponse({ type: BackfillDto })
  async cancel(
    @Caller() caller: CallerIdentity,
    @Param('id') id: string,
    @Param('backfillId') backfillId: string,
  ): Promise<BackfillDto> {
    visibleConnection(this.connections, caller, id);
    await this.stateOf(id, backfillId);
    await this.backfills.cancel(id, backfillId);
    return this.stateOf(id, backfillId);
  }

  private async stateOf(id: string, backfillId: string): Promise<BackfillDto> {
    const backfill = UUID.test(backfillId) ? await this.backfills.find(id, backfillId) : undefined;
    if (!backfill) throw notFound('backfill');
    return backfillDto(backfill);
  }
}
