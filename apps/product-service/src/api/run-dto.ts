import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { RUN_RESULTS, RUN_STATES, TRIGGERS } from '../runs/run.js';
import { ChangeView, ReasonView } from './product-dto.js';

export class RunRequest {
  @ApiPropertyOptional({ type: [String], description: 'Left out: every style of the connection.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  styles?: string[];
  @ApiPropertyOptional({ default: false, description: 'Nothing goes to JOOR before it is approved.' })
  @IsOptional()
  @IsBoolean()
  preview?: boolean;
}

export class RunSearch {
  @ApiPropertyOptional({ description: 'Connection id.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  connection?: string;
  @ApiPropertyOptional({ description: '`next` of the page before.' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  after?: number;
  @ApiPropertyOptional({ default: 50, maximum: 200 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

export class RunStylesSearch {
  @ApiPropertyOptional({ description: '`nextStyle` of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  after?: string;
}

export class RunCountsView {
  @ApiProperty({ type: 'integer', description: 'Styles that JOOR does not have.' }) create: number;
  @ApiProperty({ type: 'integer' }) update: number;
  @ApiProperty({ type: 'integer' }) unchanged: number;
  @ApiProperty({ type: 'integer' }) refused: number;
  @ApiProperty({ type: 'integer', description: 'Kept out by choice.' }) skipped: number;
  @ApiProperty({ type: 'integer', description: 'SKUs whose status in JOOR would change.' }) inactive: number;
  @ApiProperty({
    oneOf: [{ type: 'integer' }, { type: 'string', enum: ['unknown'] }],
    nullable: true,
    description:
      'Approved orders in JOOR that have SKUs to be made inactive. Null where there are none of these.',
  })
  approvedOrders: number | 'unknown' | null;
}

export class RunView {
  @ApiProperty() id: string;
  @ApiProperty() connectionId: string;
  @ApiProperty({ enum: ['production', 'sandbox'] }) world: string;
  @ApiProperty({ enum: TRIGGERS }) trigger: string;
  @ApiProperty({ enum: RUN_STATES }) state: string;
  @ApiProperty({ type: String, nullable: true, description: 'Why it waits for approval.' }) ask:
    | string
    | null;
  @ApiProperty({ type: [String], nullable: true, description: 'Null: every style.' }) styles: string[] | null;
  @ApiProperty({ type: RunCountsView }) counts: RunCountsView;
  @ApiProperty({ type: String, nullable: true }) error: string | null;
  @ApiProperty() createdBy: string;
  @ApiProperty() createdAt: string;
  @ApiProperty({ type: String, nullable: true }) decidedBy: string | null;
  @ApiProperty({ type: String, nullable: true }) decidedAt: string | null;
  @ApiProperty({ type: String, nullable: true }) endedAt: string | null;
}

export class RunPage {
  @ApiProperty({ type: [RunView] }) items: RunView[];
  @ApiProperty({ type: 'integer', nullable: true }) next: number | null;
}

export class RunStyleView {
  @ApiProperty() style: string;
  @ApiProperty({ enum: ['create', 'update', 'refused'] }) plan: string;
  @ApiProperty({ type: [ChangeView] }) diff: ChangeView[];
  @ApiProperty({
    type: [ReasonView],
    description: 'Why it, or a variant of it, is not written; and, as `note`, what to know besides.',
  })
  reasons: ReasonView[];
  @ApiProperty({ enum: RUN_RESULTS }) result: string;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
}

export class RunDetail extends RunView {
  @ApiProperty({ type: [RunStyleView], description: 'Up to 500; unchanged styles are only counted.' })
  outcomes: RunStyleView[];
  @ApiProperty({ type: String, nullable: true }) nextStyle: string | null;
}
