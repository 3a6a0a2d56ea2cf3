import { ApiProperty } from '@nestjs/swagger';

export class PullView {
  @ApiProperty() id: string;
  @ApiProperty({ type: 'string', nullable: true, description: 'Null: the whole list was asked for.' })
  changedSince: string | null;
  @ApiProperty() startedAt: string;
  @ApiProperty({ type: 'string', nullable: true }) endedAt: string | null;
  @ApiProperty({ enum: ['running', 'done', 'unauthorized', 'failed', 'interrupted'] }) outcome: string;
  @ApiProperty({ type: 'string', nullable: true, description: 'Why it failed, or what is noteworthy.' })
  reason: string | null;
  @ApiProperty({ type: 'integer' }) pages: number;
  @ApiProperty({ type: 'integer', description: 'Products that the WMS gave.' }) read: number;
  @ApiProperty({ type: 'integer', description: 'New, changed or listed again.' }) changed: number;
  @ApiProperty({ type: 'integer', description: 'No longer listed.' }) unlisted: number;
  @ApiProperty({ type: 'integer', description: 'Could not be read.' }) refused: number;
}

export class UnreadableView {
  @ApiProperty({ description: '"" where it names none.' }) style: string;
  @ApiProperty() reason: string;
  @ApiProperty({ enum: ['pull', 'push'] }) source: string;
  @ApiProperty() seenAt: string;
}

export class PullsView {
  @ApiProperty({ type: [PullView], description: 'The latest first.' }) pulls: PullView[];
  @ApiProperty({ type: [UnreadableView], description: 'What the WMS gave last that is no product.' })
  unreadable: UnreadableView[];
}

export class PullAskedView {
  @ApiProperty({ description: 'A pull of the whole list begins as soon as it can.' }) asked: boolean;
}
