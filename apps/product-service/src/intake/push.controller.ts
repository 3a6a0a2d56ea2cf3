import {
  ApiConflict,
  ApiProblem,
  ConnectionsTable,
  OpenRoute,
  openDelivery,
  ProblemException,
} from '@joor-bridge/service-kit';
import { isRefusedProduct, productRowsIn, readProductDelivery } from '@joor-bridge/wms';
import { Controller, HttpCode, Inject, Post, Query, type RawBodyRequest, Req } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ProductsPushedDto } from './push.dto.js';
import { StyleTeller } from './style-teller.js';

/** Takes product details that a WMS pushes. */
@ApiTags('Products')
@Controller('v1/products')
export class PushController {
  constructor(
    @Inject(ConnectionsTable) private readonly connections: ConnectionsTable,
    @Inject(StyleTeller) private readonly teller: StyleTeller,
  ) {}

  @Post()
  @OpenRoute()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Push product details',
    description:
      "From a generic WMS whose option `products` is `push`. Signed by Standard Webhooks with the connection's signing secret instead of an API key. Each product is answered for itself; the accepted ones are kept when this answers. Repeating a delivery changes nothing.",
  })
  @ApiQuery({ name: 'connection', description: 'Connection id.' })
  @ApiHeader({ name: 'webhook-id', required: true })
  @ApiHeader({ name: 'webhook-timestamp', required: true, description: 'Seconds since 1970.' })
  @ApiHeader({ name: 'webhook-signature', required: true })
  @ApiBody({
    schema: {
      type: 'object',
      required: ['products'],
      properties: { products: { type: 'array', items: { type: 'object', additionalProperties: true } } },
    },
  })
  @ApiOkResponse({ type: ProductsPushedDto })
  @ApiProblem(400, 'The body is no list of products.')
  @ApiProblem(401, 'The signature does not hold, or there is no such connection.')
  @ApiConflict('The connection takes no pushed products.')
  async push(
    @Req() request: RawBodyRequest<FastifyRequest>,
    @Query('connection') connectionId: string | undefined,
  ): Promise<ProductsPushedDto> {
    const { snapshot, world, body, signedAt } = openDelivery(
      request,
      connectionId,
      'products',
      this.connections,
    );
    const rows = productRowsIn(body);
    if (rows === null) throw new ProblemException(400, { title: 'Bad request', detail: NO_LIST });
    const delivery = readProductDelivery(rows);
    const scope = { connectionId: snapshot.connectionId, workspaceId: snapshot.workspaceId, world };
    const { changed, tooLarge } = await this.teller.tell(scope, delivery, signedAt, 'push');
    const large = new Map(tooLarge.map((refused) => [refused.styleNumber, refused]));
    const results = delivery.answers.map((answer): ProductsPushedDto['results'][number] => {
      const refused = isRefusedProduct(answer) ? answer : large.get(answer.styleNumber);
      return refused
        ? { styleNumber: refused.styleNumber, status: 'refused', reason: refused.reason }
        : { styleNumber: answer.styleNumber, status: 'accepted' };
    });
    const refused = results.filter(({ status }) => status === 'refused').length;
    return { accepted: results.length - refused, refused, changed, results };
  }
}

const NO_LIST = 'The body must be a list of products, or an object with the list "products".';
