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
    description: 'What the destination must be capable of for some values, and what is said where it is not.',
    type: 'object',
    additionalProperties: true,
  })
  needs?: object;
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
