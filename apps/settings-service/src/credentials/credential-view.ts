import { CREDENTIAL_SLOTS } from '@joor-bridge/contracts';
import { ApiProperty } from '@nestjs/swagger';
import type { CredentialFacts } from '../connections/connection.entity.js';

/** Which credentials a connection has; never the credentials. */
export class CredentialView {
  @ApiProperty({ enum: CREDENTIAL_SLOTS }) slot: string;
  @ApiProperty() set: boolean;
  @ApiProperty({ type: String, nullable: true }) kind: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'At most the last 4 characters; blank where the secret is short.',
  })
  endsWith: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) changedAt: string | null;
  @ApiProperty({ type: String, nullable: true }) changedBy: string | null;
}

export const credentialViews = (facts: CredentialFacts): CredentialView[] =>
  CREDENTIAL_SLOTS.map((slot) => {
    const fact = facts[slot];
    return {
      slot,
      set: fact !== undefined,
      kind: fact?.kind ?? null,
      endsWith: fact?.endsWith ?? null,
      changedAt: fact?.changedAt ?? null,
      changedBy: fact?.changedBy ?? null,
    };
  });
