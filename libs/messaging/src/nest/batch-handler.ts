import type { Topic } from '@joor-bridge/contracts';
import { applyDecorators, UseFilters } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import type { BatchOptions } from '../runtime/limits.js';
import { OriginalFailure } from './original-failure.js';

/** Tells our handlers from those of other transports in the same application. */
export const KAFKA_TRANSPORT = Symbol('joor-bridge.kafka');

/**
 * Declares the handler of a topic's records. It gets `readonly Received<E>[]` and, by `@Ctx()`, a `BatchContext`.
 *
 * Its promise resolving means "give me the next group"; every record is finished by its own `ack()` or `nack()`,
 * then or later. A rejection nacks what is still open of the group. Of one key of the topic there is never more than
 * one record open at a time in a process; the same key of another topic, as of replays, may be open beside it. The
 * trace of a record's producer is in its `headers.traceparent` (W3C Trace Context).
 */
export const BatchHandler = (topic: Topic, options: Partial<BatchOptions> = {}): MethodDecorator =>
  applyDecorators(
    EventPattern<string>(topic.name, KAFKA_TRANSPORT, { ...options }),
    UseFilters(new OriginalFailure()),
  );
