import {
  ApiConflict,
  ApiProblems,
  Caller,
  CallerIdentity,
  CONFIG,
  ConnectionsTable,
  ProblemException,
} from '@joor-bridge/service-kit';
import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { InventoryConfig } from '../config.js';
import { Pulls } from '../intake/pull/pulls.js';
import { PullAnswer, PullList, pullView } from './pull.dto.js';
import { VisibleConnections } from './visible-connections.js';

const MOST_LISTED = 100;

@ApiTags('stock')
@ApiProblems()
@Controller('v1/stock/:connectionId/pulls')
export class PullsController {
  private readonly visible: VisibleConnections;

  constructor(
    @Inject(Pulls) private readonly pulls: Pulls,
    @Inject(ConnectionsTable) connections: ConnectionsTable,
    @Inject(CONFIG) config: InventoryConfig,
  ) {
    this.visible = new VisibleConnections(connections, config);
  }

  @Get()
  @ApiOperation({ summary: "Readings of the WMS's stock, newest first" })
  @ApiOkResponse({ type: PullList })
  async list(
    @Param('connectionId') connectionId: string,
    @Caller() caller: CallerIdentity,
  ): Promise<PullList> {
    this.visible.one(caller, connectionId);
    return { items: (await this.pulls.of(connectionId, MOST_LISTED)).map(pullView) };
  }

  @Post()
  @HttpCode(202)
  @ApiConflict("The connection's stock is not read.")
  @ApiOperation({ summary: "Read the WMS's stock as soon as possible" })
  @ApiAcceptedResponse({ type: PullAnswer })
  async request(
    @Param('connectionId') connectionId: string,
    @Caller() caller: CallerIdentity,
  ): Promise<PullAnswer> {
    const { world } = this.visible.one(caller, connectionId);
    if (await this.pulls.request(connectionId, world)) return { requested: true };
    throw conflict(
      'The stock of this connection is not read: it is switched off, its Inventory Schedule is Off, or its WMS cannot be asked.',
    );
  }

  @Post('accept')
  @HttpCode(202)
  @ApiConflict('The last reading doubted nothing.')
  @ApiOperation({
    summary: 'Say that a list which lost much is right',
    description: 'The stock is read again, and what is not in the list any more is set to 0.',
  })
  @ApiAcceptedResponse({ type: PullAnswer })
  async accept(
    @Param('connectionId') connectionId: string,
    @Caller() caller: CallerIdentity,
  ): Promise<PullAnswer> {
    this.visible.one(caller, connectionId);
    if (await this.pulls.accept(connectionId, caller.name)) return { requested: true };
    throw conflict('The last reading of the stock doubted nothing; there is nothing to accept.');
  }
}

const conflict = (detail: string): ProblemException =>
  new ProblemException(409, { title: 'Conflict', detail });
