import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';

/** How a SKU stands with JOOR. */
export const SKU_STATES = ['in-joor', 'pending', 'sending', 'refused', 'skipped'] as const;
export type SkuState = (typeof SKU_STATES)[number];

/** PostgreSQL cannot be asked about a text with NUL. */
export const WITHOUT_NUL = /^[^\0]*$/;

export class PageQuery {
  @ApiPropertyOptional({ description: '`next` of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  after?: string;
  @ApiPropertyOptional({ default: 50, maximum: 200 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

export class InventorySearch extends PageQuery {
  @ApiPropertyOptional({ description: 'Connection id.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  connection?: string;
  @ApiPropertyOptional({ description: 'A part of the SKU, the UPC or the style number.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  @Matches(WITHOUT_NUL, { message: 'must not hold NUL' })
  search?: string;
  @ApiPropertyOptional({ enum: SKU_STATES }) @IsOptional() @IsIn(SKU_STATES) state?: SkuState;
}

export class SkuQuery {
  @ApiProperty({ description: 'As the WMS names it.' })
  @IsString()
  @MinLength(1)
  @MaxLength(1_000)
  sku: string;
}

export class LevelView {
  @ApiProperty({ description: 'Blank where the WMS has only one.' }) warehouse: string;
  @ApiProperty() available: number;
  @ApiProperty({ description: 'When this was last known to be true.' }) trueAt: string;
  @ApiProperty({ description: 'False: the WMS does not list it any more.' }) listed: boolean;
  @ApiProperty({ type: String, nullable: true, description: "What was corrected in the WMS's figure." })
  note: string | null;
}

export class SkuView {
  @ApiProperty() connectionId: string;
  @ApiProperty({ enum: ['production', 'sandbox'] }) world: string;
  @ApiProperty() sku: string;
  @ApiProperty() upc: string;
  @ApiProperty() styleNumber: string;
  @ApiProperty() colorCode: string;
  @ApiProperty() size: string;
  @ApiProperty({ enum: SKU_STATES }) state: SkuState;
  @ApiProperty({ type: String, nullable: true, description: 'Why it is skipped or refused.' })
  reason: string | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Available to sell: what JOOR is to hold. Null: skipped.',
  })
  quantity: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'What JOOR has acknowledged. Null: not known.' })
  inJoor: number | null;
  @ApiProperty({ example: 'WMS 40 − recent 3 (orders 1, 2) = 37 → minimum 5 → sent 37' }) explanation: string;
  @ApiProperty({ type: [LevelView] }) levels: LevelView[];
}

export class SkuPage {
  @ApiProperty({ type: [SkuView] }) items: SkuView[];
  @ApiProperty({
    type: [String],
    description: 'Connections of this list whose Inventory Schedule is Off: nothing is sent of them.',
  })
  off: string[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}

export class RecentOrderView {
  @ApiProperty() orderId: string;
  @ApiProperty() quantity: number;
  @ApiProperty() deliveredAt: string;
}

/** One figure in JOOR: a warehouse, an item and a day. */
export class FigureView {
  @ApiProperty({ description: "JOOR's." }) warehouse: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The day on which it comes in; null: there now.',
  })
  on: string | null;
  @ApiProperty({ enum: ['upc', 'style'] }) foundBy: string;
  @ApiProperty({ type: Number, nullable: true }) wanted: number | null;
  @ApiProperty({ type: Number, nullable: true }) inJoor: number | null;
  @ApiProperty({ enum: SKU_STATES }) state: SkuState;
  @ApiProperty({ type: String, nullable: true }) sentAt: string | null;
  @ApiProperty({ type: String, nullable: true }) acknowledgedAt: string | null;
  @ApiProperty({ type: String, nullable: true, description: "JOOR's id of the change." }) logId:
    | string
    | null;
  @ApiProperty({ type: String, nullable: true }) refusal: string | null;
  @ApiProperty({ description: 'Refusals in a row.' }) tries: number;
  @ApiProperty({ type: String, nullable: true }) retryAt: string | null;
}

export class SkuDetail extends SkuView {
  @ApiProperty({ type: [RecentOrderView] }) recentOrders: RecentOrderView[];
  @ApiProperty({ type: [FigureView] }) figures: FigureView[];
}

export class SkippedView {
  @ApiProperty() sku: string;
  @ApiProperty({ enum: ['skipped', 'refused'], description: 'refused: by JOOR; it is tried again.' })
  kind: 'skipped' | 'refused';
  @ApiProperty() reason: string;
  @ApiProperty({ type: String, nullable: true, description: 'When JOOR is asked again.' }) retryAt:
    | string
    | null;
}

export class SkippedPage {
  @ApiProperty({ type: [SkippedView] }) items: SkippedView[];
  @ApiProperty({ description: 'Inventory Schedule is Off: nothing is sent at all.' }) off: boolean;
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}

export class DriftView {
  @ApiProperty() reconciliationId: string;
  @ApiProperty() sku: string;
  @ApiProperty() warehouse: string;
  @ApiProperty({ type: String, nullable: true }) on: string | null;
  @ApiProperty({ description: 'What JOOR had acknowledged.' }) believed: number;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Null: no figure, or one that cannot be told apart.',
  })
  held: number | null;
  @ApiProperty() foundAt: string;
}

export class ReconciliationView {
  @ApiProperty() id: string;
  @ApiProperty({ enum: ['running', 'done', 'failed'] }) state: string;
  @ApiProperty() pages: number;
  @ApiProperty() compared: number;
  @ApiProperty() drifted: number;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty() startedAt: string;
  @ApiProperty({ type: String, nullable: true }) finishedAt: string | null;
}

export class DriftPage {
  @ApiProperty({ type: [ReconciliationView], description: 'The last ten, newest first.' })
  reconciliations: ReconciliationView[];
  @ApiProperty({ type: [DriftView], description: 'Newest first.' }) items: DriftView[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}

export class ReconcileAnswer {
  @ApiProperty({ description: 'It begins as soon as possible.' }) requested: boolean;
}

export class RunBody {
  @ApiPropertyOptional({ default: false, description: 'Only show what would be sent.' })
  @IsOptional()
  @IsBoolean()
  preview?: boolean;
}
