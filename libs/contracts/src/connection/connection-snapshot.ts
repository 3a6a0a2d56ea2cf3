import { type Static, Type } from '@sinclair/typebox';
import { SealedSecret } from '../credentials/sealed-secret.js';
import { eventContract } from '../event/event-contract.js';
import { Instant } from '../event/formats.js';
import { CarriedSettings, completeSettings } from '../settings/settings.js';

export const WMS_SYSTEMS = ['generic', 'skubana'] as const;
export type WmsSystem = (typeof WMS_SYSTEMS)[number];

/** Where orders go. `options` fit the connector's own declaration. */
export const Destination = Type.Object(
  {
    system: Type.Union(WMS_SYSTEMS.map((system) => Type.Literal(system))),
    /** Null: the system's own production address, where it has one. */
    url: Type.Union([Type.String({ maxLength: 2_000 }), Type.Null()]),
    /** Test mode's address. Null: the system's own sandbox, or none. */
    sandboxUrl: Type.Union([Type.String({ maxLength: 2_000 }), Type.Null()]),
    options: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
  },
  { additionalProperties: false },
);
export type Destination = Static<typeof Destination>;

const ConnectionSnapshotSchema = Type.Object({
  connectionId: Type.String(),
  workspaceId: Type.String(),
  name: Type.String(),
  enabled: Type.Boolean(),
  /** Counts every change of the connection: settings, destination, credentials. Decisions name it. */
  version: Type.Integer({ minimum: 1 }),
  createdAt: Instant(),
  updatedAt: Instant(),
  updatedBy: Type.String(),
  /** JOOR account id: v4 calls carry it, and credits are counted by it. */
  joorAccount: Type.String(),
  /** Of a newer version it may have fields that are not known here. */
  destination: Type.Object(Destination.properties),
  settings: CarriedSettings,
  credentials: Type.Object({
    'joor.production': Type.Optional(SealedSecret),
    'joor.sandbox': Type.Optional(SealedSecret),
    'wms.production': Type.Optional(SealedSecret),
    'wms.sandbox': Type.Optional(SealedSecret),
  }),
});

/** A connection as it stands: what every service needs to act for it. Secrets inside are sealed. */
export type ConnectionSnapshot = Static<typeof ConnectionSnapshotSchema>;

export const connectionChanged = eventContract({
  type: 'settings.connection.changed.v1',
  description: 'A connection as it stands after a change; a tombstone when it was deleted.',
  schema: ConnectionSnapshotSchema,
  completed,
});

/**
 * Whether a snapshot may replace another of the same connection. Events come at least once, and a repetition may
 * come after what followed it; what is older than what is known is none.
 */
export const supersedesConnection = (current: ConnectionSnapshot, incoming: ConnectionSnapshot): boolean =>
  incoming.version >= current.version;

/** Snapshots outlive the version that wrote them, on the topic and in tables. */
function completed(value: unknown): unknown {
  if (!isObject(value) || !('settings' in value) || !isObject(value.settings)) return value;
  return { ...value, settings: completeSettings(value.settings) };
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
