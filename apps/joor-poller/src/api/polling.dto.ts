import { ApiProperty } from '@nestjs/swagger';
import type { PollingState } from '../schedule/polling-states.js';

const HEALTHS = ['new', 'ok', 'throttled', 'unauthorized', 'unavailable', 'malformed', 'refused', 'internal'];

export class LastPollDto {
  @ApiProperty({ type: String, format: 'date-time' }) startedAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null while it runs.' })
  finishedAt: string | null;
  @ApiProperty({ description: 'Of the last poll that ended.' }) pages: number;
  @ApiProperty({ description: 'Records that JOOR listed.' }) seen: number;
  @ApiProperty({ description: 'Of these, new or changed orders.' }) published: number;
  @ApiProperty({ description: 'Of these, new records that cannot be read; they are dead letters.' })
  unreadable: number;
}

export class PollingHealthDto {
  @ApiProperty({ enum: HEALTHS, description: 'unauthorized stays until the credentials change.' })
  state: string;
  @ApiProperty({ description: 'What happened and what to do; blank when all is well.' }) sentence: string;
  @ApiProperty({ type: String, format: 'date-time' }) since: string;
  @ApiProperty({ description: 'Failed polls in a row.' }) failures: number;
}

export class PollingDto {
  @ApiProperty() connectionId: string;
  @ApiProperty({ enum: ['production', 'sandbox'], description: 'Sandbox in Joor Test Mode.' }) world: string;
  @ApiProperty({ type: Number, nullable: true, description: 'Milliseconds between polls; null: on demand.' })
  intervalMs: number | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) nextPollAt: string | null;
  @ApiProperty({ description: 'A poll was asked for and has not begun.' }) requested: boolean;
  @ApiProperty({ description: 'A poll is under way.' }) polling: boolean;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'All changes up to here are published.',
  })
  cursor: string | null;
  @ApiProperty() health: PollingHealthDto;
  @ApiProperty({ type: LastPollDto, nullable: true }) lastPoll: LastPollDto | null;
}

export class PollingListDto {
  @ApiProperty({ type: [PollingDto] }) items: PollingDto[];
}

const text = (date: Date | null): string | null => date?.toISOString() ?? null;

export function pollingDto(state: PollingState): PollingDto {
  const { connectionId, world, intervalMs, requested, polling } = state;
  return {
    connectionId,
    world,
    intervalMs,
    nextPollAt: text(state.dueAt),
    requested,
    polling,
    cursor: text(state.cursor),
    health: {
      state: state.health,
      sentence: state.healthSentence,
      since: state.healthSince.toISOString(),
      failures: state.failures,
    },
    lastPoll: lastPoll(state),
  };
}

function lastPoll({ startedAt, finishedAt, pages, seen, published, unreadable }: PollingState) {
  if (!startedAt) return null;
  const over = finishedAt && finishedAt >= startedAt ? finishedAt : null;
  return { startedAt: startedAt.toISOString(), finishedAt: text(over), pages, seen, published, unreadable };
}

export class AccountCheckDto {
  @ApiProperty() ok: boolean;
  @ApiProperty({ description: 'What was found, and what to do when it is not well.' }) message: string;
}
