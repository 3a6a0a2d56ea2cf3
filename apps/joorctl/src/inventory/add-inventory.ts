import type { AddCommands } from '../program/command-set.js';
import { addPulls } from './add-pulls.js';
import { addReconciling } from './add-reconciling.js';
import { addRuns } from './add-runs.js';
import { addSkus } from './add-skus.js';

export const addInventory: AddCommands = (program, run) => {
  const inventory = program
    .command('inventory')
    .description('stock figures, their arithmetic, and their way to JOOR');
  addSkus(inventory, run);
  addRuns(inventory, run);
  addReconciling(inventory, run);
  addPulls(inventory, run);
};
