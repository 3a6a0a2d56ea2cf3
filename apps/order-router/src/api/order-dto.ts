import { ORDER_STATES, type OrderState, RULES } from '@joor-bridge/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** What orders can be searched by; all given ones must hold. */
export class OrderSearch {
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(64) connectionId?: string;
  @ApiPropertyOptional({ description: 'JOOR order id.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  orderId?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(200) purchaseOrder?: string;
  @ApiPropertyOptional({ description: 'Customer code, exactly, or a part of the customer name.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  customer?: string;
  @ApiPropertyOptional({ enum: ORDER_STATES }) @IsOptional() @IsIn(ORDER_STATES) state?: OrderState;
  @ApiPropertyOptional({ description: 'First seen at or after this instant.' })
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;
  @ApiPropertyOptional({ description: 'First seen before this instant.' })
  @IsOptional()
  @IsISO8601({ strict: true })
  to?: string;
  @ApiPropertyOptional({ description: '`nextCursor` of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  cursor?: string;
  @ApiPropertyOptional({ default: 50, maximum: 200 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

export class OrderSummary {
  @ApiProperty() connectionId: string;
  @ApiProperty() orderId: string;
  @ApiProperty({ enum: ORDER_STATES }) state: OrderState;
  @ApiProperty({ type: String, nullable: true, enum: RULES, description: 'The rule that decided.' })
  rule: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it stands there, for a person.' })
  reason: string | null;
  @ApiProperty() joorStatus: string;
  @ApiProperty() purchaseOrder: string;
  @ApiProperty() customerCode: string;
  @ApiProperty() customerName: string;
  @ApiProperty() currency: string;
  @ApiProperty({ description: 'Decimal number as text.' }) total: string;
  @ApiProperty({ type: String, nullable: true }) wmsOrderId: string | null;
  @ApiProperty() modifiedAt: string;
  @ApiProperty() firstSeenAt: string;
}

export class OrderPage {
  @ApiProperty({ type: [OrderSummary] }) items: OrderSummary[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class RuleReportView {
  @ApiProperty({ enum: RULES }) rule: string;
  @ApiProperty({ enum: ['pass', 'skip', 'hold'] }) verdict: string;
  @ApiProperty() text: string;
}

export class DecisionView {
  @ApiProperty() revision: string;
  @ApiProperty() settingsVersion: number;
  @ApiProperty({ enum: ['wait', 'deliver', 'skip', 'hold'] }) outcome: string;
  @ApiProperty({ type: String, nullable: true }) rule: string | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty() decidedAt: string;
  @ApiProperty({ type: [RuleReportView], description: 'Every rule, in the order they spoke.' })
  explanation: RuleReportView[];
}

export class RevisionView {
  @ApiProperty() revision: string;
  @ApiProperty() modifiedAt: string;
  @ApiProperty() seenAt: string;
}

export class DeliveryView {
  @ApiProperty({ enum: ORDER_STATES }) state: string;
  @ApiProperty() revision: string;
  @ApiProperty() testMode: boolean;
  @ApiProperty() attempts: number;
  @ApiProperty({ type: String, nullable: true }) wmsOrderId: string | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'When it is tried again.' })
  dueAt: string | null;
  @ApiProperty({ description: 'An attempt may have had its effect; nothing is sent before that is known.' })
  doubt: boolean;
}

export class AttemptView {
  @ApiProperty() attemptId: string;
  @ApiProperty() revision: string;
  @ApiProperty({
    enum: ['accepted', 'rejected', 'unavailable', 'unauthorized', 'ambiguous', 'would-deliver'],
  })
  answer: string;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty() startedAt: string;
  @ApiProperty() durationMs: number;
  @ApiProperty() method: string;
  @ApiProperty() url: string;
  @ApiProperty({ type: Number, nullable: true, description: 'Null: no answer came.' })
  status: number | null;
  @ApiProperty({ description: 'Secrets are masked.' }) requestHeaders: Record<string, string>;
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'At most 16,000 characters. That of an accepted request is rendered again from the revision and the settings version.',
  })
  requestBody: string | null;
  @ApiProperty() responseBody: string;
}

export class ReviewView {
  @ApiProperty() id: string;
  @ApiProperty() connectionId: string;
  @ApiProperty() orderId: string;
  @ApiProperty({ enum: ['edited', 'cancelled'] }) kind: string;
  @ApiProperty({ enum: ['open', 'closed'] }) state: string;
  @ApiProperty() openedAt: string;
  @ApiProperty({
    type: 'array',
    items: { type: 'object' },
    description: 'What changed: what, before, after.',
  })
  changes: { what: string; before: string; after: string }[];
}

export class OrderDetail extends OrderSummary {
  @ApiProperty({ type: DecisionView }) decision: DecisionView;
  @ApiProperty({ type: [DecisionView], description: 'Decisions that were replaced, newest first.' })
  pastDecisions: DecisionView[];
  @ApiProperty({ type: [RevisionView] }) revisions: RevisionView[];
  @ApiProperty({ type: DeliveryView, nullable: true }) delivery: DeliveryView | null;
  @ApiProperty({ type: [AttemptView] }) attempts: AttemptView[];
  @ApiProperty({ type: [ReviewView] }) reviews: ReviewView[];
  @ApiProperty({ type: Object, description: 'The newest revision, as it came from JOOR.' })
  order: object;
}

export class OrderActionBody {
  @ApiPropertyOptional({ description: 'mark-done: the order id at the WMS.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  wmsOrderId?: string;
  @ApiPropertyOptional({ description: 'Kept with the order.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string;
}
