import { knownSettings, type Settings } from '@joor-bridge/contracts';
import { Caller, CallerIdentity } from '@joor-bridge/service-kit';
import { Body, Controller, Get, Param, Patch, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { Connection } from '../connections/connection.entity.js';
import { stateOf } from '../connections/connection-state.js';
import { Connections } from '../connections/connections.js';
import { ApiSettingsProblems, ApiVersioned } from '../http/api-docs.js';
import { EntityTag } from '../http/entity-tag.js';
import { IfMatch } from '../http/if-match.js';
import { planSettings } from './plan-settings.js';
import { ApiSettingsChangeBody, settingsSchemaObject } from './settings-schema.js';

class SettingsView {
  @ApiProperty() connectionId: string;
  @ApiProperty({ type: 'integer' }) version: number;
  @ApiProperty(settingsSchemaObject) settings: Settings;
}

const viewOf = (row: Connection): SettingsView => ({
  connectionId: row.id,
  version: row.version,
  settings: knownSettings(stateOf(row).settings),
});

@ApiTags('settings')
@ApiSettingsProblems()
@UseInterceptors(EntityTag)
@Controller('v1/connections/:connectionId/settings')
export class SettingsController {
  constructor(private readonly connections: Connections) {}

  @Get()
  @ApiOkResponse({ type: SettingsView })
  async get(@Param('connectionId') id: string, @Caller() caller: CallerIdentity): Promise<SettingsView> {
    return viewOf(await this.connections.get(id, caller));
  }

  /** Settings left out stay as they are; null resets one to its default. */
  @Patch()
  @ApiVersioned()
  @ApiSettingsChangeBody()
  @ApiOkResponse({ type: SettingsView })
  async change(
    @Param('connectionId') id: string,
    @Body() body: unknown,
    @Caller() caller: CallerIdentity,
    @IfMatch() expected: number,
  ): Promise<SettingsView> {
    const row = await this.connections.change(id, caller, expected, (state) => ({
      ...state,
      settings: planSettings(state.settings, body, state.destination),
    }));
    return viewOf(row);
  }
}
