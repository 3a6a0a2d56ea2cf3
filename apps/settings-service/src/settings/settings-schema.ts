import {
  SETTING_KEYS,
  type SettingDeclaration,
  SettingsSchema,
  settingDeclarations,
} from '@joor-bridge/contracts';
import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiPropertyOptional } from '@nestjs/swagger';
import { schemaObject } from '../openapi/schema-object.js';

const CHANGE = 'Some of the settings; those left out stay, null resets to the default.';

const properties = (nullable: boolean) =>
  Object.fromEntries(
    SETTING_KEYS.map((key) => {
      const {
        schema,
        title,
        help,
        default: fallback,
        needs = [],
      }: SettingDeclaration = settingDeclarations[key];
      const description = [help, ...needs.map(({ reason }) => `Refused: "${reason}"`)].join(' ');
      const value = JSON.parse(JSON.stringify(schema)) as object;
      return [key, { ...value, title, description, default: fallback, ...(nullable ? { nullable } : {}) }];
    }),
  );

/** All settings, as they are answered. */
export const settingsSchemaObject = { ...schemaObject(SettingsSchema), properties: properties(false) };

const changeSchemaObject = {
  type: 'object' as const,
  additionalProperties: false,
  description: CHANGE,
  properties: properties(true),
};

export const ApiSettingsChange = () => applyDecorators(ApiPropertyOptional(changeSchemaObject));
export const ApiSettingsChangeBody = () => ApiBody({ schema: changeSchemaObject });
