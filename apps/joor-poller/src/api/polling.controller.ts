import {
  ApiConflict,
  ApiProblems,
  Caller,
  CallerIdentity,
  ConnectionsTable,
  notFound,
  ProblemException,
} from '@joor-bridge/service-kit';
import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Poller } from '../poller.js';
import { PollingStates } from '../schedule/polling-states.js';
import { Schedules } from '../schedule/schedules.js';
import { AccountCheckDto, PollingDto, PollingListDto, pollingDto } from './polling.dto.js';
import { visibleConnection } from './visible-connection.js';

@ApiTags('polling')
@ApiProblems()
@Controller('v1')
export class PollingController {
  constructor(
    private readonly connections: ConnectionsTable,
    private readonly states: PollingStates,
    private readonly schedules: Schedules,
    private readonly poller: Poller,
  ) {}

  @Get('polling')
  @ApiOperation({ summary: 'How the polling of every connection stands' })
  @ApiOkResponse({ type: PollingListDto })
  async list(@Caller() caller: CallerIdentity): Promise<PollingListDto> {
    const states = await this.states.all(caller.workspaceId);
    return { items: states.map(pollingDto) };
  }

  @Get('connections/:id/polling')
  @ApiOperation({ summary: 'How the polling of a connection stands' })
  @ApiOkResponse({ type: PollingDto })
  async read(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<PollingDto> {
    visibleConnection(this.connections, caller, id);
    return this.stateOf(id);
  }

  @Post('connections/:id/poll')
  @HttpCode(202)
  @ApiConflict('The connection is switched off.')
  @ApiOperation({ summary: 'Poll as soon as possible' })
  @ApiAcceptedResponse({ type: PollingDto })
  async poll(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<PollingDto> {
    const { enabled } = visibleConnection(this.connections, caller, id);
    if (!enabled || !(await this.schedules.request(id))) {
      throw new ProblemException(409, {
        title: 'Conflict',
        detail: 'The connection is switched off. Switch it on, then poll.',
      });
    }
    return this.stateOf(id);
  }

  @Post('connections/:id/check')
  @HttpCode(200)
  @ApiOperation({ summary: "Speak to JOOR with the connection's credentials" })
  @ApiOkResponse({ type: AccountCheckDto })
  check(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<AccountCheckDto> {
    return this.poller.check(visibleConnection(this.connections, caller, id));
  }

  private async stateOf(id: string): Promise<PollingDto> {
    const state = await this.states.of(id);
    if (!state) throw notFound('connection');
    return pollingDto(state);
  }
}
