import { Destination, type Destination as DestinationValue } from '@joor-bridge/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Allow, IsBoolean, Matches, ValidateIf } from 'class-validator';
import { CredentialView, credentialViews } from '../credentials/credential-view.js';
import { IsName } from '../http/is-name.js';
import { objectProperty } from '../openapi/schema-object.js';
import { ApiSettingsChange } from '../settings/settings-schema.js';
import type { Connection } from './connection.entity.js';

const JOOR_ACCOUNT = /^[\x21-\x7e]{1,64}$/;
const DESTINATION_CHANGE =
  'Replaces the destination as a whole. Another system, or another host, port or scheme of an address, is refused ' +
  'while its slot (wms.production of url, wms.sandbox of sandboxUrl) holds credentials: remove them first, and ' +
  'store them again afterwards.';
const given = (_: object, value: unknown) => value !== undefined;

export class NewConnectionBody {
  @IsName('Atelier Nord to East warehouse') name: string;

  @ApiProperty({ example: '5001', description: 'JOOR account id.' })
  @Matches(JOOR_ACCOUNT, { message: 'must be the id of a JOOR account, 1 to 64 characters without spaces' })
  joorAccount: string;

  @ApiProperty(objectProperty(Destination))
  @Allow()
  destination: unknown;

  @ApiPropertyOptional({ default: true })
  @ValidateIf((body: NewConnectionBody) => body.enabled !== undefined)
  @IsBoolean()
  enabled?: boolean;

  @ApiSettingsChange()
  @Allow()
  settings?: unknown;
}

export class ConnectionChangeBody {
  @ValidateIf((body: ConnectionChangeBody) => given(body, body.name))
  @IsName('Atelier Nord to East warehouse', false)
  name?: string;

  @ApiPropertyOptional()
  @ValidateIf((body: ConnectionChangeBody) => given(body, body.enabled))
  @IsBoolean()
  enabled?: boolean;

  @ApiPropertyOptional({ description: 'JOOR account id.' })
  @ValidateIf((body: ConnectionChangeBody) => given(body, body.joorAccount))
  @Matches(JOOR_ACCOUNT, { message: 'must be the id of a JOOR account, 1 to 64 characters without spaces' })
  joorAccount?: string;

  @ApiPropertyOptional(objectProperty(Destination, DESTINATION_CHANGE))
  @Allow()
  destination?: unknown;
}

export class ConnectionView {
  @ApiProperty({ example: 'con_0c1d2e3f405162738495' }) connectionId: string;
  @ApiProperty() workspaceId: string;
  @ApiProperty() name: string;
  @ApiProperty() enabled: boolean;
  @ApiProperty() joorAccount: string;
  @ApiProperty(objectProperty(Destination)) destination: DestinationValue;
  @ApiProperty({ type: [CredentialView] }) credentials: CredentialView[];
  @ApiProperty({ type: 'integer' }) version: number;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ format: 'date-time' }) updatedAt: string;
  @ApiProperty({ description: 'Name of the API key that changed it last.' }) updatedBy: string;
}

export const viewOf = (row: Connection): ConnectionView => ({
  connectionId: row.id,
  workspaceId: row.workspaceId,
  name: row.name,
  enabled: row.enabled,
  joorAccount: row.joorAccount,
  destination: row.destination,
  credentials: credentialViews(row.credentialFacts),
  version: row.version,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  updatedBy: row.updatedBy,
});
