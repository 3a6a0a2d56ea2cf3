import { CallerIdentity } from '@joor-bridge/service-kit';
import type { Router } from '../router.js';
import type { OwnLedger } from '../testing/ledger.js';
import { aConnection } from '../testing/orders.js';
import { aRejection } from '../testing/problems.js';
import type { RouterStage } from '../testing/router-stage.js';
import { stageForEachTest } from '../testing/stage-hooks.js';
import { ConnectionsController } from './connections.controller.js';

let ledger: OwnLedger;
let stage: RouterStage;
let connections: ConnectionsController;
stageForEachTest(process.env.DATABASE_URL, (staged) => {
  ({ ledger, stage } = staged);
  stage.connections.set(aConnection('con_1'));
  connections = new ConnectionsController(stage as unknown as Router);
});

const OPERATOR = new CallerIdentity('key_1', 'Ada', null);
const EVE = new CallerIdentity('key_3', 'Eve', 'wsp_2');

describe('health', () => {
  it('tells how each connection of the caller fares', async () => {
    await ledger.pool.query(
      `insert into connection_health (connection_id, workspace_id, status, message) values
       ('con_2', 'wsp_2', 'down', 'HTTP 503'), ('con_1', 'wsp_1', 'ok', 'ready')`,
    );
    expect(await connections.health(OPERATOR)).toEqual([
      { connectionId: 'con_1', status: 'ok', message: 'ready', since: expect.stringMatching(/Z$/) },
      { connectionId: 'con_2', status: 'down', message: 'HTTP 503', since: expect.stringMatching(/Z$/) },
    ]);
    expect((await connections.health(EVE)).map(({ connectionId }) => connectionId)).toEqual(['con_2']);
  });
});

describe('check', () => {
  it('speaks to the WMS', async () => {
    expect(await connections.check('con_1', OPERATOR)).toEqual({ ok: true, message: 'well' });
  });

  it('says what is missing', async () => {
    stage.destination = () => ({ kind: 'unusable', testMode: false, problem: 'enter credentials' });
    expect(await connections.check('con_1', OPERATOR)).toEqual({
      ok: false,
      message: 'Please enter credentials.',
    });
  });

  it('says that test mode without a sandbox sends nothing', async () => {
    stage.destination = () => ({ kind: 'would-deliver', render: () => '' });
    expect(await connections.check('con_1', OPERATOR)).toEqual({
      ok: true,
      message: 'Test mode at a WMS without a sandbox: bodies are recorded, nothing is sent.',
    });
  });

  it('knows nothing of a foreign connection, as of one that does not exist', async () => {
    const foreign = await aRejection(connections.check('con_1', EVE));
    expect(foreign).toEqual(await aRejection(connections.check('con_9', EVE)));
    expect(foreign).toMatchObject({ status: 404 });
  });
});
