/** Injection tokens of what a service is given from outside. */
export const BUS = Symbol('bus');
export const LOG = Symbol('log');
export const CONFIG = Symbol('config');
