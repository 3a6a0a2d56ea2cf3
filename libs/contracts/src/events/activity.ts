import { type Static, Type } from '@sinclair/typebox';
import { eventContract } from '../event/event-contract.js';
import { Instant } from '../event/formats.js';

const ActivitySchema = Type.Object({
  connectionId: Type.String(),
  workspaceId: Type.String(),
  at: Instant(),
  service: Type.String(),
  level: Type.Union([Type.Literal('info'), Type.Literal('warning'), Type.Literal('error')]),
  /** What happened, as a dotted name, e.g. `wms.unauthorized`. */
  kind: Type.String(),
  /** A sentence for a person: what happened, to what, what to do. */
  message: Type.String({ maxLength: 2_000 }),
  orderId: Type.Optional(Type.String()),
});

/** Something a person may want to know about a connection. */
export type Activity = Static<typeof ActivitySchema>;

export const activity = eventContract({
  type: 'activity.v1',
  description: 'Something a person may want to know about a connection.',
  schema: ActivitySchema,
});
