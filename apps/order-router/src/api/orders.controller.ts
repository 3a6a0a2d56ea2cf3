import { ApiProblems, Caller, CallerIdentity } from '@joor-bridge/service-kit';
import { Body, Controller, Get, HttpCode, Inject, Param, ParseEnumPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Router } from '../router.js';
import { ACTIONS, type OrderAction } from './order-actions.js';
import { OrderActionBody, OrderDetail, OrderPage, OrderSearch } from './order-dto.js';
import { listOrders } from './order-list.js';

const Action = Object.fromEntries(ACTIONS.map((action) => [action, action]));

@ApiProblems()
@ApiTags('orders')
@Controller('v1')
export class OrdersController {
  constructor(@Inject(Router) private readonly router: Router) {}

  @Get('orders')
  @ApiOperation({ summary: 'Lists and searches orders, newest first' })
  @ApiOkResponse({ type: OrderPage })
  list(@Query() search: OrderSearch, @Caller() caller: CallerIdentity): Promise<OrderPage> {
    return listOrders(this.router.pool, caller.workspaceId, search);
  }

  @Get('connections/:connectionId/orders/:orderId')
  @ApiOperation({ summary: 'One order with its revisions, decisions, attempts and reviews' })
  @ApiOkResponse({ type: OrderDetail })
  detail(
    @Param('connectionId') connectionId: string,
    @Param('orderId') orderId: string,
    @Caller() caller: CallerIdentity,
  ): Promise<OrderDetail> {
    return this.router.details.read(connectionId, orderId, caller);
  }

  @Post('connections/:connectionId/orders/:orderId/actions/:action')
  @ApiOperation({ summary: 'Tries an order again, cancels it, decides it again or marks it as done' })
  @HttpCode(200)
  @ApiParam({ name: 'action', enum: ACTIONS })
  @ApiOkResponse({ type: OrderDetail })
  async act(
    @Param('connectionId') connectionId: string,
    @Param('orderId') orderId: string,
    @Param('action', new ParseEnumPipe(Action)) action: OrderAction,
    @Body() body: OrderActionBody,
    @Caller() caller: CallerIdentity,
  ): Promise<OrderDetail> {
    const order = await this.router.details.find(connectionId, orderId, caller);
    await this.router.actions.act(order, action, body, caller);
    return this.router.details.read(connectionId, orderId, caller);
  }
}
