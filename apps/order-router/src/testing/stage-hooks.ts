import { OwnLedger } from './ledger.js';
import { OutcomeStage } from './outcome-stage.js';
import { RouterStage } from './router-stage.js';

interface Staged {
  readonly ledger: OwnLedger;
  readonly stage: RouterStage;
}

/**
 * Registers the hooks of a spec file that needs a ledger of its own and, before each test, an empty one with a stage.
 * @param ready is given them before each test
 */
export function stageForEachTest(
  databaseUrl: string | undefined,
  ready: (staged: Staged) => void,
  times?: ConstructorParameters<typeof RouterStage>[1],
): void {
  let ledger: OwnLedger;
  let stage: RouterStage;
  beforeAll(async () => {
    ledger = await OwnLedger.make(databaseUrl);
  });
  beforeEach(async () => {
    await ledger.clear();
    stage = new RouterStage(ledger.pool, times);
    ready({ ledger, stage });
  });
  afterEach(() => stage.stop());
  afterAll(() => ledger.drop());
}

/** The same with outcomes that go to a topic, and a connection `con_1` with default settings. */
export function outcomesForEachTest(
  servers: { readonly databaseUrl: string | undefined; readonly kafkaBrokers: string | undefined },
  ready: (staged: Staged & { readonly outcomes: OutcomeStage }) => void,
): void {
  let ledger: OwnLedger;
  let outcomes: OutcomeStage;
  beforeAll(async () => {
    ledger = await OwnLedger.make(servers.databaseUrl);
  });
  beforeEach(async () => {
    await ledger.clear();
    outcomes = await OutcomeStage.make(ledger, servers.kafkaBrokers);
    outcomes.settingsAre(1);
    ready({ ledger, stage: outcomes.stage, outcomes });
  });
  afterEach(() => outcomes.stop());
  afterAll(() => ledger.drop());
}
