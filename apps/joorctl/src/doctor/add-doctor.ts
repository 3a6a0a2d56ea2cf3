import type { AddCommands } from '../program/command-set.js';
export const addDoctor: AddCommands = () => {};
