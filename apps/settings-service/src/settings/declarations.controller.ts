import { SETTING_KEYS, type SettingDeclaration, settingDeclarations } from '@joor-bridge/contracts';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { ApiSettingsProblems } from '../http/api-docs.js';

class DeclarationView {
  @ApiProperty({ example: 'joor.orderStatus' }) key: string;
  @ApiProperty() title: string;
  @ApiProperty() group: string;
  @ApiProperty() help: string;
  @ApiProperty({
    description: 'The value of a connection that sets none; of any JSON type.',
    type: 'object',
    additionalProperties: true,
  })
  default: unknown;
  @ApiProperty({ description: 'JSON Schema of its values.', type: 'object', additionalProperties: true })
  schema: object;
  @ApiPropertyOptional({
    description: 'Of a choice: what each option means, in the order shown.',
    type: 'object',
    additionalProperties: { type: 'string' },
  })
  options?: Readonly<Record<string, string>>;
  @ApiPropertyOptional({
    description:
      'What some values need: a capability of the destination, or another setting that is not a certain value; and what is said where it is missing.',
    type: 'array',
    items: {
      type: 'object',
      required: ['values', 'reason'],
      properties: {
        values: { type: 'array', items: { type: 'string' } },
        reason: { type: 'string' },
        capability: { type: 'string' },
        setting: { type: 'string' },
        not: { type: 'string' },
      },
    },
  })
  needs?: readonly object[];
}

/** What settings there are: what forms, command lines and documents are made from. */
@ApiTags('settings')
@ApiSettingsProblems()
@Controller('v1/settings/declarations')
export class DeclarationsController {
  @Get()
  @ApiOkResponse({ type: [DeclarationView] })
  list(): DeclarationView[] {
    return SETTING_KEYS.map((key) => {
      const declaration: SettingDeclaration = settingDeclarations[key];
      return { key, ...declaration };
    });
  }
}
