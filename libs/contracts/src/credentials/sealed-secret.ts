import { type Static, Type } from '@sinclair/typebox';

/**
 * A secret sealed by envelope encryption: AES-256-GCM under a data key of its own, which is itself sealed
 * under the installation's key-encryption key `keyId`. All binary parts are base64.
 * The secret's place (connection, slot) is authenticated, so a copy to another place does not open.
 */
export const SealedSecret = Type.Object({
  v: Type.Literal(1),
  keyId: Type.String(),
  wrappedKey: Type.String(),
  wrapNonce: Type.String(),
  nonce: Type.String(),
  ciphertext: Type.String(),
});
export type SealedSecret = Static<typeof SealedSecret>;
