import { ApiProblems, Caller, CallerIdentity } from '@joor-bridge/service-kit';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { ProductRuns } from '../runs/product-runs.js';
import { readProduct } from './product-detail.js';
import {
  ProductDetailView,
  ProductPageView,
  ProductSearch,
  RefusedPage,
  UnmappedCategoryView,
} from './product-dto.js';
import { listProducts, listRefused, listUnmapped } from './product-list.js';
import { visibleConnection } from './visible-scope.js';

@ApiProblems()
@ApiTags('Products')
@Controller('v1/products')
export class ProductsController {
  constructor(@Inject(ProductRuns) private readonly runs: ProductRuns) {}

  @Get()
  @ApiOperation({ summary: 'Styles of a connection, by their number' })
  @ApiOkResponse({ type: ProductPageView })
  list(@Query() search: ProductSearch, @Caller() caller: CallerIdentity): Promise<ProductPageView> {
    const { scope } = visibleConnection(this.runs.connections, caller, search.connection);
    return listProducts(this.runs.pool, scope, search);
  }

  @Get(':connectionId/refused')
  @ApiOperation({ summary: 'Styles that cannot be in JOOR, and why' })
  @ApiQuery({ name: 'after', required: false, description: '`next` of the page before.' })
  @ApiOkResponse({ type: RefusedPage })
  refused(
    @Param('connectionId') connectionId: string,
    @Query('after') after: string | undefined,
    @Caller() caller: CallerIdentity,
  ): Promise<RefusedPage> {
    const { scope } = visibleConnection(this.runs.connections, caller, connectionId);
    return listRefused(this.runs.pool, scope, after);
  }

  @Get(':connectionId/categories')
  @ApiOperation({ summary: 'Categories of the WMS that no category of JOOR was found for' })
  @ApiOkResponse({ type: [UnmappedCategoryView] })
  categories(
    @Param('connectionId') connectionId: string,
    @Caller() caller: CallerIdentity,
  ): Promise<UnmappedCategoryView[]> {
    const { scope } = visibleConnection(this.runs.connections, caller, connectionId);
    return listUnmapped(this.runs.pool, scope);
  }

  @Get(':connectionId/:style')
  @ApiOperation({ summary: 'One style: as the WMS has it, as JOOR holds it, and what a run would do' })
  @ApiOkResponse({ type: ProductDetailView })
  detail(
    @Param('connectionId') connectionId: string,
    @Param('style') style: string,
    @Caller() caller: CallerIdentity,
  ): Promise<ProductDetailView> {
    return readProduct(this.runs, visibleConnection(this.runs.connections, caller, connectionId), style);
  }
}
