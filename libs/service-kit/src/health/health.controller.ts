import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { OpenRoute } from '../auth/open-route.js';
import { Readiness } from './readiness.js';

/** For supervisors and orchestrators: is the process alive, and can it do its work. */
@ApiExcludeController()
@OpenRoute()
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('live')
  live(): { status: string } {
    return { status: 'live' };
  }

  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const state = await this.readiness.state();
    void reply.status(state.ready ? 200 : 503);
    return { status: state.ready ? 'ready' : 'not ready', components: state.components };
  }
}
