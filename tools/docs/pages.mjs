import { allTopics, settingDeclarations } from '@joor-bridge/contracts';
import { connectors } from '@joor-bridge/wms';
import { asyncApi } from './asyncapi.mjs';
import { connectorsReference } from './connectors-reference.mjs';
import { settingsReference } from './settings-reference.mjs';
import { topicsReference } from './topics-reference.mjs';

const MADE = '<!-- Made from the code by "npm run docs"; changes here are lost. -->';

/**
 * Every page of docs/reference, by its file name.
 *
 * @param {string} version of the installation
 * @returns {Readonly<Record<string, string>>}
 */
export function pages(version) {
  const topics = allTopics();
  return {
    'settings.md': page(settingsReference(settingDeclarations)),
    'topics.md': page(topicsReference(topics)),
    'connectors.md': page(connectorsReference(connectors)),
    'asyncapi.json': `${JSON.stringify(asyncApi(topics, version), null, 2)}\n`,
  };
}

const page = (/** @type {string} */ text) => `${MADE}\n\n${text}\n`;
