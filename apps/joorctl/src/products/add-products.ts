import type { AddCommands } from '../program/command-set.js';
import { addPulls } from './add-pulls.js';
import { addRuns } from './add-runs.js';
import { addStyles } from './add-styles.js';

export const addProducts: AddCommands = (program, run) => {
  const products = program
    .command('products')
    .description("styles of the WMS, what is to change in JOOR, and why some can't be there");
  addStyles(products, run);
  addRuns(products, run);
  addPulls(products, run);
};
