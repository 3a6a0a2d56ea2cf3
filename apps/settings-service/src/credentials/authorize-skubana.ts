import { type CallerIdentity, invalid, OutboundHttp, OutboundRefused } from '@joor-bridge/service-kit';
import { exchangeSkubanaCode, SkubanaExchangeFailed } from '@joor-bridge/wms';
import { Inject, Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, IsUrl, Length } from 'class-validator';
import type { Connection } from '../connections/connection.entity.js';
import { mustBeCurrent } from '../http/if-match.js';
import { SERVICE_OPTIONS, type ServiceOptions } from '../service-options.js';
import { Credentials } from './credentials.js';

const ENVIRONMENTS = ['production', 'sandbox'] as const;

export class SkubanaAuthorizationBody {
  @ApiProperty({ enum: ENVIRONMENTS })
  @IsIn(ENVIRONMENTS)
  environment: (typeof ENVIRONMENTS)[number];

  @ApiProperty({ description: 'What the redirect after the install brought. It works once.' })
  @IsString()
  @Length(1, 2_000)
  code: string;

  @ApiProperty({ description: 'The same address as in the request that was redirected.' })
  @IsUrl({ require_tld: false, protocols: ['https', 'http'], require_protocol: true })
  redirectUri: string;

  @ApiProperty() @IsString() @Length(1, 500) appKey: string;
  @ApiProperty() @IsString() @Length(1, 500) appSecret: string;
}

/** Gets a Skubana access token for a connection. The code and the app's secret are used and forgotten. */
@Injectable()
export class AuthorizeSkubana {
  constructor(
    private readonly credentials: Credentials,
    private readonly outbound: OutboundHttp,
    @Inject(SERVICE_OPTIONS) private readonly options: ServiceOptions,
  ) {}

  /** @throws 422 when the connection is not for Skubana or Skubana gives no token */
  async authorize(
    connection: Connection,
    { environment, ...install }: SkubanaAuthorizationBody,
    caller: CallerIdentity,
    expected: number,
  ): Promise<Connection> {
    if (connection.destination.system !== 'skubana') {
      throw invalid([
        { field: 'destination.system', message: 'is not skubana, so there is nothing to exchange' },
      ]);
    }
    // Before the exchange: a code works once, and must not be spent on a change that comes too late.
    mustBeCurrent(expected, connection.version);
    const token = await this.exchange(environment, install);
    const slot = `wms.${environment}` as const;
    return this.credentials.store({ connectionId: connection.id, slot, caller, expected }, () => token);
  }

  private async exchange(
    environment: SkubanaAuthorizationBody['environment'],
    install: Omit<SkubanaAuthorizationBody, 'environment'>,
  ) {
    const { skubanaAppUrl, skubanaSandboxAppUrl } = this.options;
    const appUrl = environment === 'production' ? skubanaAppUrl : skubanaSandboxAppUrl;
    try {
      const dispatcher = this.outbound.dispatcherFor(appUrl, { connections: 1 });
      return await exchangeSkubanaCode({ ...install, appUrl, dispatcher });
    } catch (error) {
      if (!(error instanceof SkubanaExchangeFailed || error instanceof OutboundRefused)) throw error;
      throw invalid([{ field: 'code', message: error.message }]);
    }
  }
}
