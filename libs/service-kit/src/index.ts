export { type NewApiKey, newApiKey } from './auth/api-key.js';
export { ApiKeyLookup } from './auth/api-key-lookup.js';
export { Caller, CallerIdentity } from './auth/caller.js';
export { OpenRoute } from './auth/open-route.js';
export { type BootOptions, bootService, type RunningService } from './boot/boot-service.js';
export { describeService } from './boot/describe-service.js';
export { openApiDocument } from './boot/open-api.js';
export { runService, type Surroundings } from './boot/run-service.js';
export { BUS, CONFIG, LOG } from './boot/tokens.js';
export { commaList, optionalText, outsideUrl, port } from './config/common-shape.js';
export { kafkaSessionShape } from './config/kafka-session-shape.js';
export { ConfigFault, type ConfigOf, readConfig, type ServiceConfig } from './config/read-config.js';
export { ConnectionsModule } from './connections/connections.module.js';
export { ConnectionsTable } from './connections/connections-table.js';
export { credentialKinds, kindsFor, schemaOf } from './connections/credential-kinds.js';
export { readCredentials } from './connections/read-credentials.js';
export { type ComponentReport, type ComponentState, Readiness } from './health/readiness.js';
export { JoorAccounts } from './joor/joor-accounts.js';
export { joorAddressShape } from './joor/joor-address-shape.js';
export { PostgresCreditBudget } from './joor/postgres-credit-budget.js';
export { creditAccount, type JoorAddresses, type JoorWorld, worldOf } from './joor/world-of.js';
export { createLog, type Log } from './log/create-log.js';
export { Metrics } from './metrics/metrics.js';
export { type AllowEntry, parseAllowList } from './outbound/allow-list.js';
export { OutboundHttp, type PoolLimits } from './outbound/outbound-http.js';
export { OutboundRefused } from './outbound/outbound-refused.js';
export { OutboxModule } from './outbox/outbox.module.js';
export { publishOutbox } from './outbox/publish-outbox.js';
export { ApiConflict, ApiProblem, ApiProblems, ApiRefusedFields } from './problems/api-problems.js';
export { OptionalBody } from './problems/optional-body.js';
export {
  type FieldError,
  invalid,
  notFound,
  type Problem,
  ProblemException,
} from './problems/problem-exception.js';
export { KeyRing } from './secrets/key-ring.js';
export { SecretBox, type SecretPlace } from './secrets/secret-box.js';
export { openDelivery, type Pushed, type SignedDelivery } from './signed-intake/signed-intake.js';
export { type Destination, type DestinationContext, destinationOf } from './wms/destination.js';
export { type WmsAddresses, wmsAddresses, wmsAddressShape } from './wms/wms-address-shape.js';
export { type WorkEnd, WorkLoop, type WorkLoopParts } from './work-loop/work-loop.js';
