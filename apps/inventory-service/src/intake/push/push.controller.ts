import type { Bus } from '@joor-bridge/messaging';
import {
  ApiConflict,
  ApiProblem,
  BUS,
  ConnectionsTable,
  invalid,
  OpenRoute,
  openDelivery,
  ProblemException,
} from '@joor-bridge/service-kit';
import { Controller, HttpCode, Inject, Post, Query, type RawBodyRequest, Req } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { LevelPlace } from '../publish-levels.js';
import { scheduleMinutes } from '../pull/readable-stock.js';
import { StockPushedDto } from './push.dto.js';
import { MOST_ROWS, PUSH_PATH, tooManyRows } from './push-limits.js';
import { rowsOf } from './pushed-rows.js';
import { type PushResult, pushStock } from './stock-push.js';

/** Takes stock that a WMS pushes. */
@ApiTags('stock')
@Controller(PUSH_PATH)
export class PushController {
  constructor(
    @Inject(ConnectionsTable) private readonly connections: ConnectionsTable,
    @Inject(BUS) private readonly bus: Bus,
  ) {}

  @Post()
  @OpenRoute()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Push stock',
    description:
      'From a generic WMS whose option `stock` is `push`. Signed by Standard Webhooks with the connection\'s signing secret instead of an API key. Takes one row, a list, or {"levels":[…]}, up to 5,000 rows and 5,000,000 bytes. Each row is answered for itself; the accepted ones are kept when this answers. Of two figures the later `asOf` holds, which is the time of the signature where a row has none; so repeating a delivery changes nothing.',
  })
  @ApiQuery({ name: 'connection', description: 'Connection id.' })
  @ApiHeader({ name: 'webhook-id', required: true })
  @ApiHeader({ name: 'webhook-timestamp', required: true, description: 'Seconds since 1970.' })
  @ApiHeader({ name: 'webhook-signature', required: true })
  @ApiBody({
    schema: {
      type: 'object',
      required: ['levels'],
      properties: { levels: { type: 'array', items: { type: 'object', additionalProperties: true } } },
    },
  })
  @ApiOkResponse({ type: StockPushedDto })
  @ApiProblem(400, 'The body is no JSON.')
  @ApiProblem(401, 'The signature does not hold, or there is no such connection.')
  @ApiConflict("The connection's inventory is off, or its WMS does not push.")
  @ApiProblem(413, 'More than can be taken at once.')
  @ApiProblem(422, 'The body is no list of rows.')
  @ApiProblem(503, 'Nothing was kept: send it again.')
  async push(
    @Req() request: RawBodyRequest<FastifyRequest>,
    @Query('connection') connectionId: string | undefined,
  ): Promise<StockPushedDto> {
    const delivery = openDelivery(request, connectionId, 'stock', this.connections);
    const { snapshot, world, body, signedAt } = delivery;
    if (scheduleMinutes(snapshot) === null) throw off(snapshot.name);
    const rows = rowsOf(body);
    if (rows === null) throw invalid([{ field: '', message: NO_LIST }]);
    if (rows.length > MOST_ROWS) throw tooManyRows(rows.length);
    const place = { connectionId: snapshot.connectionId, workspaceId: snapshot.workspaceId, world };
    return { results: await this.publish(place, rows, signedAt) };
  }

  private async publish(place: LevelPlace, rows: readonly unknown[], signedAt: Date): Promise<PushResult[]> {
    try {
      return await pushStock(this.bus, place, rows, signedAt);
    } catch (cause) {
      const unkept = new ProblemException(503, { title: 'Not kept', detail: UNKEPT }, { 'retry-after': '5' });
      unkept.cause = cause;
      throw unkept;
    }
  }
}

const NO_LIST = 'The body must be a row of stock, a list of rows, or an object with the list "levels".';
const UNKEPT =
  'The rows could not be kept. Send the same delivery again; what was kept of it changes nothing.';

const off = (name: string): ProblemException =>
  new ProblemException(409, {
    title: 'Not taken',
    detail: `Inventory of connection "${name}" is off: set Inventory Schedule and send this again.`,
  });
