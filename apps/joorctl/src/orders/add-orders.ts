import type { AddCommands } from '../program/command-set.js';
export const addOrders: AddCommands = () => {};
