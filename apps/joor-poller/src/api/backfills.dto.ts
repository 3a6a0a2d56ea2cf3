import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601 } from 'class-validator';
import { BACKFILL_STATES, type Backfill } from '../backfill/backfills.js';

export class NewBackfillDto {
  @ApiProperty({
    format: 'date-time',
    description: 'Orders modified from here on; UTC unless it says otherwise.',
  })
  @IsISO8601({ strict: true })
  from: string;
  @ApiProperty({ format: 'date-time', description: 'Orders modified up to here.' })
  @IsISO8601({ strict: true })
  to: string;
}

export class BackfillDto {
  @ApiProperty() backfillId: string;
  @ApiProperty() connectionId: string;
  @ApiProperty({ enum: ['production', 'sandbox'] }) world: string;
  @ApiProperty({ format: 'date-time' }) from: string;
  @ApiProperty({ format: 'date-time' }) to: string;
  @ApiProperty({ enum: BACKFILL_STATES }) state: string;
  @ApiProperty({ format: 'date-time', description: 'Everything before this is fetched.' }) doneTo: string;
  @ApiProperty({ description: 'Share of the time range that is done, 0 to 1.' }) progress: number;
  @ApiProperty({ description: 'Why it waits; blank when all is well.' }) sentence: string;
  @ApiProperty() pages: number;
  @ApiProperty({ description: 'Records that JOOR listed.' }) seen: number;
  @ApiProperty({ description: 'Of these, new or changed orders.' }) published: number;
  @ApiProperty({ description: 'Of these, new records that cannot be read.' }) unreadable: number;
  @ApiProperty() requestedBy: string;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) finishedAt: string | null;
}

export class BackfillListDto {
  @ApiProperty({ type: [BackfillDto] }) items: BackfillDto[];
}

export function backfillDto(backfill: Backfill): BackfillDto {
  const { backfillId, connectionId, world, state, sentence, requestedBy } = backfill;
  const { pages, seen, published, unreadable } = backfill;
  const span = backfill.to.getTime() - backfill.from.getTime();
  const done = backfill.doneTo.getTime() - backfill.from.getTime();
  return {
    backfillId,
    connectionId,
    world,
    from: backfill.from.toISOString(),
    to: backfill.to.toISOString(),
    state,
    doneTo: backfill.doneTo.toISOString(),
    progress: span > 0 ? done / span : 1,
    sentence,
    pages,
    seen,
    published,
    unreadable,
    requestedBy,
    createdAt: backfill.createdAt.toISOString(),
    finishedAt: backfill.finishedAt?.toISOString() ?? null,
  };
}
