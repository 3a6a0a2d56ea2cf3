import { ApiProperty } from '@nestjs/swagger';
import type { Pull } from '../intake/pull/pulls.js';

export class RefusedRowView {
  @ApiProperty({ description: 'Blank where the row names none.' }) sku: string;
  @ApiProperty() reason: string;
}

export class PullView {
  @ApiProperty() id: string;
  @ApiProperty({ enum: ['production', 'sandbox'] }) world: string;
  @ApiProperty({
    enum: ['running', 'done', 'refused', 'unauthorized', 'failed', 'interrupted', 'died'],
    description: 'refused: the list has lost so much that it is not believed; accept it if it is right.',
  })
  outcome: string;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty() pages: number;
  @ApiProperty() rows: number;
  @ApiProperty({ description: 'Levels that differed.' }) changed: number;
  @ApiProperty({ description: 'Levels that were set to 0, since the list does not have them any more.' })
  zeroed: number;
  @ApiProperty() refusedRows: number;
  @ApiProperty({ type: [RefusedRowView], description: 'The first of them.' }) refused: RefusedRowView[];
  @ApiProperty({ type: String, nullable: true }) acceptedBy: string | null;
  @ApiProperty() startedAt: string;
  @ApiProperty({ type: String, nullable: true }) endedAt: string | null;
}

export class PullList {
  @ApiProperty({ type: [PullView], description: 'Newest first.' }) items: PullView[];
}

export class PullAnswer {
  @ApiProperty({ description: 'It begins as soon as possible.' }) requested: boolean;
}

export function pullView(pull: Pull): PullView {
  const { connectionId, workspaceId, startedAt, endedAt, refused, ...rest } = pull;
  return {
    ...rest,
    refused: refused.map(({ sku, reason }) => ({ sku, reason })),
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}
