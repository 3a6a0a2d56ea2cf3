import { Database } from '@joor-bridge/persistence';
import {
  ApiConflict,
  ApiProblems,
  ApiRefusedFields,
  Caller,
  CallerIdentity,
  CONFIG,
  ConnectionsTable,
  OptionalBody,
  ProblemException,
} from '@joor-bridge/service-kit';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { InventoryConfig } from '../config.js';
import { PublishSide } from '../publish-side.js';
import { requestRun } from '../runs/request-run.js';
import { listDrift } from './drift-list.js';
import {
  DriftPage,
  InventorySearch,
  PageQuery,
  ReconcileAnswer,
  RunBody,
  SkippedPage,
  SkuDetail,
  SkuPage,
  SkuQuery,
} from './inventory.dto.js';
import { readSku } from './inventory-detail.js';
import { listInventory } from './inventory-list.js';
import { isOff } from './off.js';
import { RunView, runView } from './run.dto.js';
import { listSkipped } from './skipped-list.js';
import { type VisibleConnection, VisibleConnections } from './visible-connections.js';

@ApiTags('inventory')
@ApiProblems()
@Controller('v1/inventory')
export class InventoryController {
  private readonly visible: VisibleConnections;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ConnectionsTable) connections: ConnectionsTable,
    @Inject(PublishSide) private readonly publishing: PublishSide,
    @Inject(CONFIG) config: InventoryConfig,
  ) {
    this.visible = new VisibleConnections(connections, config);
  }

  @Get()
  @ApiOperation({ summary: 'SKUs with their levels, what is available to sell of them, and what JOOR holds' })
  @ApiOkResponse({ type: SkuPage })
  list(@Query() search: InventorySearch, @Caller() caller: CallerIdentity): Promise<SkuPage> {
    return listInventory(this.database.pool, this.visible.all(caller, search.connection), search);
  }

  @Get(':connectionId/skipped')
  @ApiOperation({ summary: 'SKUs that JOOR is not told of, or does not take, with their reasons' })
  @ApiOkResponse({ type: SkippedPage })
  skipped(
    @Param('connectionId') connectionId: string,
    @Query() page: PageQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<SkippedPage> {
    return listSkipped(this.database.pool, this.visible.one(caller, connectionId), page);
  }

  @Get(':connectionId/drift')
  @ApiOperation({ summary: 'Figures that JOOR did not hold as it was told, newest first' })
  @ApiOkResponse({ type: DriftPage })
  drift(
    @Param('connectionId') connectionId: string,
    @Query() page: PageQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<DriftPage> {
    return listDrift(this.database.pool, this.visible.one(caller, connectionId), page);
  }

  // The SKU is no part of the path: it may be named like a list, be longer than a path's part may be, or be "..".
  @Get(':connectionId/sku')
  @ApiOperation({
    summary: 'One SKU with the arithmetic of its figure, its levels, recent orders and last writes',
  })
  @ApiOkResponse({ type: SkuDetail })
  detail(
    @Param('connectionId') connectionId: string,
    @Query() { sku }: SkuQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<SkuDetail> {
    return readSku(this.database.pool, this.visible.one(caller, connectionId), sku);
  }

  @Post(':connectionId/run')
  @HttpCode(202)
  @OptionalBody(RunBody)
  @ApiRefusedFields()
  @ApiConflict('No inventory is sent for the connection.')
  @ApiOperation({
    summary: 'Send to JOOR what it does not have, or show what would be sent, as soon as possible',
  })
  @ApiAcceptedResponse({ type: RunView })
  async run(
    @Param('connectionId') connectionId: string,
    @Body() body: RunBody,
    @Caller() caller: CallerIdentity,
  ): Promise<RunView> {
    const connection = this.visible.one(caller, connectionId);
    const kind = body.preview ? 'preview' : 'on-demand';
    mustSend(connection, kind === 'preview');
    const { workspaceId } = connection.snapshot;
    const { world } = connection;
    const request = { connectionId, world, workspaceId, kind, requestedBy: caller.name } as const;
    return runView(await requestRun(this.database.pool, request));
  }

  @Post(':connectionId/reconcile')
  @HttpCode(202)
  @ApiConflict('No inventory is sent for the connection.')
  @ApiOperation({ summary: 'Read back what JOOR holds as soon as possible, and mend what differs' })
  @ApiAcceptedResponse({ type: ReconcileAnswer })
  async reconcile(
    @Param('connectionId') connectionId: string,
    @Caller() caller: CallerIdentity,
  ): Promise<ReconcileAnswer> {
    const connection = this.visible.one(caller, connectionId);
    mustSend(connection, false);
    if (await this.publishing.requestReconciliation(connectionId, connection.world))
      return { requested: true };
    throw conflict('Its schedule is not known yet; try again in a moment.');
  }
}

/** @throws ProblemException 409 @param preview nothing would be sent: it matters only that figures are computed */
function mustSend(connection: VisibleConnection, preview: boolean): void {
  if (!connection.snapshot.enabled) throw conflict('The connection is switched off. Switch it on first.');
  if (preview || !isOff(connection)) return;
  throw conflict('Inventory Schedule is Off: nothing is sent. Choose a schedule first.');
}

const conflict = (detail: string): ProblemException =>
  new ProblemException(409, { title: 'Conflict', detail });
