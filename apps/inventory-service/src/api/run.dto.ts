import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, MaxLength, Min, ValidateNested } from 'class-validator';
import { RUN_KINDS, RUN_STATES, type Run } from '../runs/run.js';
import { PageQuery, WITHOUT_NUL } from './inventory.dto.js';

export class RunSearch extends PageQuery {
  @ApiPropertyOptional({ description: 'Connection id.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  @Matches(WITHOUT_NUL, { message: 'must not hold NUL' })
  connection?: string;
}

export class FiguresView {
  @ApiProperty({ description: 'SKUs that the WMS lists or JOOR has units of.' })
  @IsInt()
  @Min(0)
  listed: number;
  @ApiProperty({ description: 'Of these, SKUs that would go to 0, or did within the last day.' })
  @IsInt()
  @Min(0)
  zeroed: number;
  @ApiProperty({ description: 'Units in JOOR before, or when the day of the guard began.' })
  @IsInt()
  @Min(0)
  totalBefore: number;
  @ApiProperty({ description: 'Units in JOOR after.' }) @IsInt() @Min(0) totalAfter: number;
}

export class ExampleView {
  @ApiProperty() sku: string;
  @ApiProperty({ type: Number, nullable: true }) before: number | null;
  @ApiProperty() after: number;
}

export class RunView {
  @ApiProperty() id: string;
  @ApiProperty() connectionId: string;
  @ApiProperty({ enum: ['production', 'sandbox'] }) world: string;
  @ApiProperty({ enum: RUN_KINDS }) kind: string;
  @ApiProperty({ enum: RUN_STATES }) state: string;
  @ApiProperty({ type: String, nullable: true, description: 'Why it waits, is held or failed.' })
  reason: string | null;
  @ApiProperty({ type: String, nullable: true }) requestedBy: string | null;
  @ApiProperty({ type: FiguresView, nullable: true, description: 'What it would do, as it last looked.' })
  figures: FiguresView | null;
  @ApiProperty({ type: [ExampleView], description: 'SKUs that lose most, then those that win most.' })
  examples: ExampleView[];
  @ApiProperty({ type: FiguresView, nullable: true }) approved: FiguresView | null;
  @ApiProperty({ type: String, nullable: true, description: 'Who approved or rejected it.' }) decidedBy:
    | string
    | null;
  @ApiProperty({ type: String, nullable: true }) decidedAt: string | null;
  @ApiProperty({ description: 'Rows to send, as it last looked.' }) pending: number;
  @ApiProperty({ description: 'Rows that JOOR has acknowledged.' }) sent: number;
  @ApiProperty({ description: 'Of these, rows of 0.' }) zeroed: number;
  @ApiProperty({ description: 'Rows that JOOR has not taken.' }) refused: number;
  @ApiProperty({ description: 'SKUs that are not sent, for a reason.' }) skipped: number;
  @ApiProperty() requests: number;
  @ApiProperty() credits: number;
  @ApiProperty() createdAt: string;
  @ApiProperty({ type: String, nullable: true }) startedAt: string | null;
  @ApiProperty({ type: String, nullable: true }) finishedAt: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'From start to end, or to now.' })
  durationMs: number | null;
}

export class RunPage {
  @ApiProperty({ type: [RunView] }) items: RunView[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}

export class ApproveBody {
  @ApiPropertyOptional({
    type: FiguresView,
    description: 'The figures that were looked at. Left out: those that the run shows now.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => FiguresView)
  figures?: FiguresView;
}

const text = (date: Date | null): string | null => date?.toISOString() ?? null;

export function runView(run: Run): RunView {
  const { workspaceId, approvedBy, startedAt, finishedAt, decidedAt, createdAt, ...rest } = run;
  return {
    ...rest,
    examples: [...run.examples],
    decidedBy: approvedBy,
    decidedAt: text(decidedAt),
    createdAt: createdAt.toISOString(),
    startedAt: text(startedAt),
    finishedAt: text(finishedAt),
    durationMs: startedAt && (finishedAt ?? new Date()).getTime() - startedAt.getTime(),
  };
}
