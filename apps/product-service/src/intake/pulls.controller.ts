import {
  ApiConflict,
  ApiProblems,
  Caller,
  CallerIdentity,
  ConnectionsTable,
  ProblemException,
} from '@joor-bridge/service-kit';
import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { visibleConnection } from '../api/visible-scope.js';
import { ProductIntake } from './product-intake.js';
import { PullAskedView, PullsView } from './pulls.dto.js';

/** How the WMS's products were read. */
@ApiProblems()
@ApiTags('Products')
@Controller('v1/products/:connectionId')
export class PullsController {
  constructor(
    @Inject(ProductIntake) private readonly intake: ProductIntake,
    @Inject(ConnectionsTable) private readonly connections: ConnectionsTable,
  ) {}

  @Get('pulls')
  @ApiOperation({ summary: 'How the products of the WMS were read, and what could not be' })
  @ApiOkResponse({ type: PullsView })
  async list(
    @Param('connectionId') connectionId: string,
    @Caller() caller: CallerIdentity,
  ): Promise<PullsView> {
    const { scope } = visibleConnection(this.connections, caller, connectionId);
    const pulls = await this.intake.pulls.list(scope);
    const refused = await this.intake.refused.list(scope);
    return {
      pulls: pulls.map(({ changedSince, startedAt, endedAt, ...pull }) => ({
        ...pull,
        changedSince: changedSince?.toISOString() ?? null,
        startedAt: startedAt.toISOString(),
        endedAt: endedAt?.toISOString() ?? null,
      })),
      unreadable: refused.map(({ styleNumber, reason, source, seenAt }) => ({
        ...{ style: styleNumber, reason, source, seenAt: seenAt.toISOString() },
      })),
    };
  }

  @Post('pull')
  @HttpCode(202)
  @ApiOperation({ summary: 'Read all products of the WMS now' })
  @ApiAcceptedResponse({ type: PullAskedView })
  @ApiConflict('Product details of the connection are not read.')
  async pull(
    @Param('connectionId') connectionId: string,
    @Caller() caller: CallerIdentity,
  ): Promise<PullAskedView> {
    const { scope } = visibleConnection(this.connections, caller, connectionId);
    if (await this.intake.work.request(scope)) return { asked: true };
    throw new ProblemException(409, { title: 'Not read', detail: NOT_READ });
  }
}

const NOT_READ =
  'Product details of this connection are not read: enable it and set Sync Product Details to Yes.';
