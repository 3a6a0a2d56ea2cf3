import { ApiConflict, Caller, CallerIdentity } from '@joor-bridge/service-kit';
import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiSettingsProblems } from '../http/api-docs.js';
import { ApiKeyView, NewApiKeyBody, NewApiKeyView, viewOf } from './api-key-dto.js';
import { ApiKeys } from './api-keys.js';

@ApiTags('API keys')
@ApiSettingsProblems()
@Controller('v1/api-keys')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeys) {}

  @Get()
  @ApiOkResponse({ type: [ApiKeyView] })
  async list(@Caller() caller: CallerIdentity): Promise<ApiKeyView[]> {
    return (await this.keys.list(caller)).map(viewOf);
  }

  @Post()
  @ApiCreatedResponse({ type: NewApiKeyView })
  async create(@Body() body: NewApiKeyBody, @Caller() caller: CallerIdentity): Promise<NewApiKeyView> {
    const expiresAt = body.expiresAt ? new Date(body.expiresAt) : null;
    const wanted = { name: body.name, workspaceId: body.workspaceId ?? null, expiresAt };
    const { row, key } = await this.keys.create(wanted, caller);
    return { ...viewOf(row), key };
  }

  @Delete(':keyId')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'Revoked; it cannot be used any more.' })
  @ApiConflict('It is the last working key of the installation.')
  async revoke(@Param('keyId') keyId: string, @Caller() caller: CallerIdentity): Promise<void> {
    await this.keys.revoke(keyId, caller);
  }
}
