import { SetMetadata } from '@nestjs/common';

export const OPEN_ROUTE = Symbol('open route');

/** Lets everybody in. For health and metrics only. */
export const OpenRoute = () => SetMetadata(OPEN_ROUTE, true);
