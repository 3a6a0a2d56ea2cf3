import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/**
 * Where a style stands: `new` was never planned; `queued` goes out to JOOR; `applied` is in JOOR by us; `unchanged` was
 * there as it is wanted; `refused` cannot be there, or JOOR does not take it; `skipped` is kept out by choice.
 */
export const STYLE_STATES = ['new', 'queued', 'applied', 'unchanged', 'refused', 'skipped'] as const;
export type StyleState = (typeof STYLE_STATES)[number];

/** All given conditions must hold. */
export class ProductSearch {
  @ApiProperty({ description: 'Connection id.' }) @IsString() @MaxLength(64) connection: string;
  @ApiPropertyOptional({ description: 'A part of the style number or of its name.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  search?: string;
  @ApiPropertyOptional({ enum: STYLE_STATES }) @IsOptional() @IsIn(STYLE_STATES) state?: StyleState;
  @ApiPropertyOptional({ description: '`next` of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  after?: string;
  @ApiPropertyOptional({ default: 50, maximum: 200 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

export class ReasonView {
  @ApiProperty() code: string;
  @ApiProperty({ description: 'What is wrong, with what, and what to do.' }) reason: string;
}

export class ProductSummary {
  @ApiProperty() connectionId: string;
  @ApiProperty({ description: 'SKU of the main item.' }) style: string;
  @ApiProperty() name: string;
  @ApiProperty({ description: 'False: the WMS no longer lists it.' }) listed: boolean;
  @ApiProperty({ type: 'integer' }) variants: number;
  @ApiProperty({ enum: STYLE_STATES }) state: StyleState;
  @ApiProperty({ type: String, nullable: true, description: 'Why it stands there, for a person.' })
  reason: string | null;
  @ApiProperty({ type: String, nullable: true, description: "JOOR's id of it." }) joorId: string | null;
  @ApiProperty() changedAt: string;
}

export class ProductPageView {
  @ApiProperty({ type: [ProductSummary] }) items: ProductSummary[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}

export class ChangeView {
  @ApiProperty({ example: 'description' }) field: string;
  @ApiProperty({ description: '"" for nothing.' }) from: string;
  @ApiProperty() to: string;
}

export class LeftOutView extends ReasonView {
  @ApiProperty() sku: string;
}

export class PlanView {
  @ApiProperty({ description: 'As a person reads it, one line a change.' }) text: string;
  @ApiProperty({ enum: ['create', 'update', 'unchanged', 'refused', 'skipped'] }) action: string;
  @ApiProperty({ type: [ChangeView] }) changes: ChangeView[];
  @ApiProperty({ type: [String], description: 'What would be written, in the order in which JOOR takes it.' })
  steps: string[];
  @ApiProperty({ type: [ReasonView] }) reasons: ReasonView[];
  @ApiProperty({ type: [LeftOutView], description: 'Variants that are not written.' }) leftOut: LeftOutView[];
  @ApiProperty({ type: [String] }) notes: string[];
}

export class OutcomeView {
  @ApiProperty({ enum: STYLE_STATES }) state: StyleState;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The step that it stands before, or was refused at.',
  })
  step: string | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ type: 'integer' }) attempts: number;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The step of a write whose answer is not known.',
  })
  doubt: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'When it is tried next.' }) dueAt: string | null;
  @ApiProperty({ type: String, nullable: true }) settledAt: string | null;
  @ApiProperty({ type: String, nullable: true }) runId: string | null;
}

export class ProductDetailView extends ProductSummary {
  @ApiProperty({ type: Object, description: 'As the WMS knows it.' }) product: object;
  @ApiProperty({ type: Object, nullable: true, description: 'As it is to be in JOOR, or why it cannot be.' })
  mapped: object | null;
  @ApiProperty({ type: Object, nullable: true, description: 'As JOOR has acknowledged it.' })
  held: object | null;
  @ApiProperty({ type: PlanView, nullable: true, description: 'What a run would do now.' })
  plan: PlanView | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why nothing, or not all of it, can be planned now.',
  })
  planProblem: string | null;
  @ApiProperty({ type: OutcomeView, nullable: true }) outcome: OutcomeView | null;
}

export class RefusedView {
  @ApiProperty() style: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: [ReasonView], description: 'Why it cannot be in JOOR as it is.' })
  reasons: ReasonView[];
  @ApiProperty({ type: String, nullable: true, description: 'What JOOR itself said against it.' })
  joorSays: string | null;
}

export class RefusedPage {
  @ApiProperty({ type: [RefusedView] }) items: RefusedView[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}

export class UnmappedCategoryView {
  @ApiProperty({ description: "The WMS's category." }) category: string;
  @ApiProperty({ type: 'integer', description: 'Styles in it.' }) styles: number;
}
