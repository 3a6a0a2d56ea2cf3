import { type Connector, connectors } from '@joor-bridge/wms';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ApiSettingsProblems } from '../http/api-docs.js';

class DestinationView {
  @ApiProperty() system: string;
  @ApiProperty() title: string;
  @ApiProperty({
    description: 'Null where the connection must give an address.',
    type: 'object',
    additionalProperties: { type: 'string', nullable: true },
  })
  defaultUrls: Connector['defaultUrls'];
  @ApiProperty({ description: 'JSON Schema of its options.', type: 'object', additionalProperties: true })
  options: object;
  @ApiProperty({ description: 'JSON Schema of its credentials.', type: 'object', additionalProperties: true })
  credentials: object;
  @ApiProperty({
    description: 'What it can do under its default options.',
    type: 'object',
    additionalProperties: { type: 'boolean' },
  })
  capabilities: object;
}

@ApiTags('destinations')
@ApiSettingsProblems()
@Controller('v1/destinations')
export class DestinationsController {
  @Get()
  @ApiOkResponse({ type: [DestinationView] })
  list(): DestinationView[] {
    return Object.values(connectors).map((connector) => ({
      system: connector.system,
      title: connector.title,
      defaultUrls: connector.defaultUrls,
      options: connector.options,
      credentials: connector.credentials,
      capabilities: connector.capabilities({}),
    }));
  }
}
