import { type Static, Type } from '@sinclair/typebox';

const Secret = () => Type.String({ minLength: 1, maxLength: 4_000 });

/** JOOR v2: the static token that JOOR's staff issue per account. */
export const JoorStaticToken = Type.Object(
  { kind: Type.Literal('joor-token'), token: Secret() },
  { additionalProperties: false },
);

/** JOOR v4: password grant at the token host; its bearer token also opens v2. */
export const JoorPasswordGrant = Type.Object(
  {
    kind: Type.Literal('joor-password'),
    clientId: Secret(),
    clientSecret: Secret(),
    username: Secret(),
    password: Secret(),
  },
  { additionalProperties: false },
);
export const JoorCredentials = Type.Union([JoorStaticToken, JoorPasswordGrant]);
export type JoorCredentials = Static<typeof JoorCredentials>;

/** Generic WMS: the Standard Webhooks signing secret, and a bearer token where the receiver wants one. */
export const GenericCredentials = Type.Object(
  {
    kind: Type.Literal('generic'),
    signingSecret: Type.String({ pattern: '^whsec_[A-Za-z0-9+/=]{24,120}$' }),
    bearerToken: Type.Optional(Secret()),
  },
  { additionalProperties: false },
);
export type GenericCredentials = Static<typeof GenericCredentials>;

/** Skubana: the access token that the app install was exchanged for; it does not expire. */
export const SkubanaCredentials = Type.Object(
  { kind: Type.Literal('skubana'), accessToken: Secret() },
  { additionalProperties: false },
);
export type SkubanaCredentials = Static<typeof SkubanaCredentials>;

export type WmsCredentials = GenericCredentials | SkubanaCredentials;

/** Where a connection keeps credentials. Test mode opens the two sandbox slots only. */
export const CREDENTIAL_SLOTS = ['joor.production', 'joor.sandbox', 'wms.production', 'wms.sandbox'] as const;
export type CredentialSlot = (typeof CREDENTIAL_SLOTS)[number];
