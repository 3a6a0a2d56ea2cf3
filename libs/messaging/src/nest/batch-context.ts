import { BaseRpcContext } from '@nestjs/microservices';

/** What a batch handler may take as its second parameter, by `@Ctx()`. */
export class BatchContext extends BaseRpcContext<[AbortSignal]> {
  /** Aborted when the call has taken longer than its deadline, or when the service stops. */
  get signal(): AbortSignal {
    return this.args[0];
  }
}
