import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsISO8601,
  IsOptional,
  IsString,
  MaxLength,
} from 'class-validator';

/** Which orders of joor.orders.v1 are reconsidered; all given conditions must hold. */
export class NewReplay {
  @ApiPropertyOptional({ description: 'Published at or after this instant.' })
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;
  @ApiPropertyOptional({ description: 'Published before this instant.' })
  @IsOptional()
  @IsISO8601({ strict: true })
  to?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(64) connectionId?: string;
  @ApiPropertyOptional({ type: [String], description: 'JOOR order ids.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  orders?: string[];
  @ApiProperty({ description: 'Only says what would be delivered.' }) @IsBoolean() dryRun: boolean;
}

export class ReplayCounts {
  @ApiProperty({ description: 'Records read from the topic.' }) read: number;
  @ApiProperty({ description: 'Orders that the conditions name.' }) matched: number;
  @ApiProperty({
    description: 'Of those, orders that the settings of now deliver and the WMS does not have.',
  })
  wouldDeliver: number;
}

export class ReplayedOrder {
  @ApiProperty() connectionId: string;
  @ApiProperty() orderId: string;
}

export class ReplayView {
  @ApiProperty() id: string;
  @ApiProperty() dryRun: boolean;
  @ApiProperty({ enum: ['running', 'done', 'cancelled', 'failed', 'interrupted'] }) state: string;
  @ApiProperty({ type: ReplayCounts }) counts: ReplayCounts;
  @ApiProperty({ type: [ReplayedOrder], description: 'The first 10,000.' }) wouldDeliver: ReplayedOrder[];
  @ApiProperty({ type: String, nullable: true }) error: string | null;
  @ApiProperty() createdBy: string;
  @ApiProperty() createdAt: string;
}
