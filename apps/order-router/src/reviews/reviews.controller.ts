import { ApiProblems, Caller, CallerIdentity, notFound } from '@joor-bridge/service-kit';
import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReviewView } from '../api/order-dto.js';
import { REVIEW_COLUMNS, type ReviewRow, toReview } from '../api/review-rows.js';
import { Router } from '../router.js';

/** The open ones are few: a person works them off. */
const MOST = 500;

@ApiProblems()
@ApiTags('reviews')
@Controller('v1/reviews')
export class ReviewsController {
  constructor(@Inject(Router) private readonly router: Router) {}

  /** Changes of delivered orders that wait for a person, oldest first. */
  @Get()
  @ApiOperation({ summary: 'Changes of delivered orders that wait for a person' })
  @ApiOkResponse({ type: [ReviewView] })
  async open(@Caller() caller: CallerIdentity): Promise<ReviewView[]> {
    const { rows } = await this.router.pool.query<ReviewRow>(
      `select ${REVIEW_COLUMNS} from reviews
       where state = 'open' and ($1::text is null or workspace_id = $1) order by opened_at limit ${MOST}`,
      [caller.workspaceId],
    );
    return rows.map(toReview);
  }

  @Post(':id/close')
  @ApiOperation({ summary: 'Closes a review' })
  @HttpCode(200)
  @ApiOkResponse({ type: ReviewView })
  async close(@Param('id') id: string, @Caller() caller: CallerIdentity): Promise<ReviewView> {
    const { rows } = await this.router.pool.query<ReviewRow>(
      `update reviews set state = 'closed', closed_at = now(), closed_by = $2
       where id::text = $1 and state = 'open' and ($3::text is null or workspace_id = $3)
       returning ${REVIEW_COLUMNS}`,
      [id, caller.name, caller.workspaceId],
    );
    if (rows[0] === undefined) throw notFound('open review');
    return toReview(rows[0]);
  }
}
