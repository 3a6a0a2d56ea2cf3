import { Caller, CallerIdentity, credentialKinds } from '@joor-bridge/service-kit';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { Connection } from '../connections/connection.entity.js';
import { Connections } from '../connections/connections.js';
import { ApiSettingsProblems, ApiVersioned } from '../http/api-docs.js';
import { EntityTag } from '../http/entity-tag.js';
import { IfMatch } from '../http/if-match.js';
import { schemaObject } from '../openapi/schema-object.js';
import { AuthorizeSkubana, SkubanaAuthorizationBody } from './authorize-skubana.js';
import { readNewCredentials, readSlot } from './check-credentials.js';
import { CredentialView, credentialViews } from './credential-view.js';
import { Credentials } from './credentials.js';

class CredentialsView {
  @ApiProperty() connectionId: string;
  @ApiProperty({ type: 'integer' }) version: number;
  @ApiProperty({ type: [CredentialView] }) credentials: CredentialView[];
}

const viewOf = (row: Connection): CredentialsView => ({
  connectionId: row.id,
  version: row.version,
  credentials: credentialViews(row.credentialFacts),
});

const KINDS = Object.values(credentialKinds).map(schemaObject);

@ApiTags('credentials')
@ApiSettingsProblems()
@UseInterceptors(EntityTag)
@Controller('v1/connections/:connectionId/credentials')
export class CredentialsController {
  constructor(
    private readonly connections: Connections,
    private readonly credentials: Credentials,
    private readonly skubana: AuthorizeSkubana,
  ) {}

  @Get()
  @ApiOkResponse({ type: CredentialsView })
  async list(@Param('connectionId') id: string, @Caller() caller: CallerIdentity): Promise<CredentialsView> {
    return viewOf(await this.connections.get(id, caller));
  }

  @Put(':slot')
  @ApiVersioned()
  @ApiBody({ schema: { oneOf: KINDS } })
  @ApiOkResponse({ type: CredentialsView })
  async store(
    @Param('connectionId') connectionId: string,
    @Param('slot') slotName: string,
    @Body() body: unknown,
    @Caller() caller: CallerIdentity,
    @IfMatch() expected: number,
  ): Promise<CredentialsView> {
    await this.connections.get(connectionId, caller);
    const slot = readSlot(slotName);
    const change = { connectionId, slot, caller, expected };
    return viewOf(await this.credentials.store(change, (system) => readNewCredentials(slot, system, body)));
  }

  @Delete(':slot')
  @ApiVersioned()
  @ApiOkResponse({ type: CredentialsView })
  async remove(
    @Param('connectionId') connectionId: string,
    @Param('slot') slotName: string,
    @Caller() caller: CallerIdentity,
    @IfMatch() expected: number,
  ): Promise<CredentialsView> {
    await this.connections.get(connectionId, caller);
    const change = { connectionId, slot: readSlot(slotName), caller, expected };
    return viewOf(await this.credentials.remove(change));
  }

  /** Exchanges the code of a Skubana app install for the access token and stores it. */
  @Post('wms/authorize')
  @HttpCode(200)
  @ApiVersioned()
  @ApiOkResponse({ type: CredentialsView })
  async authorize(
    @Param('connectionId') connectionId: string,
    @Body() body: SkubanaAuthorizationBody,
    @Caller() caller: CallerIdentity,
    @IfMatch() expected: number,
  ): Promise<CredentialsView> {
    const current = await this.connections.get(connectionId, caller);
    return viewOf(await this.skubana.authorize(current, body, caller, expected));
  }
}
