import { json, type Script, ScriptedDispatcher } from '../testing/scripted-dispatcher.js';
import { exchangeSkubanaCode, SkubanaExchangeFailed } from './token-exchange.js';

const exchange = (script: Script) => {
  const dispatcher = new ScriptedDispatcher(() => script);
  const answer = exchangeSkubanaCode({
    appUrl: 'https://app.skubana.example',
    appKey: 'key-1',
    appSecret: 'sesame',
    code: 'one-time',
    redirectUri: 'https://bridge.example/install?x=1',
    dispatcher,
  });
  return { answer, dispatcher };
};

it('posts the code and gets credentials', async () => {
  const { answer, dispatcher } = exchange(json(200, { access_token: 'T-1', token_type: 'bearer' }));
  expect(await answer).toEqual({ kind: 'skubana', accessToken: 'T-1' });
  expect(dispatcher.sent).toMatchObject([
    {
      method: 'POST',
      path: '/oauth/token?grant_type=authorization_code&redirect_uri=https%3A%2F%2Fbridge.example%2Finstall%3Fx%3D1&code=one-time',
      headers: { authorization: `Basic ${Buffer.from('key-1:sesame').toString('base64')}` },
    },
  ]);
});

it.each<[Script, string]>([
  [json(400, { error: 'invalid_grant' }), 'invalid_grant'],
  [json(401, {}), 'status 401'],
  [json(200, {}), 'status 200'],
  [{ status: 200, body: '<html>' }, 'status 200'],
])('says to install the app again when answered %j', async (script, words) => {
  const { answer } = exchange(script);
  await expect(answer).rejects.toThrow(SkubanaExchangeFailed);
  await expect(answer).rejects.toThrow(words);
  await expect(answer).rejects.toThrow('install it again');
});

it('says to try again when Skubana is not reached: the code is still good', async () => {
  await expect(exchange({ refused: 'ECONNREFUSED' }).answer).rejects.toThrow('try again');
});

it('tells no secret, even one that is echoed', async () => {
  const echo = `sesame one-time ${Buffer.from('key-1:sesame').toString('base64')}`;
  const { answer } = exchange({ status: 400, body: echo });
  const message = await answer.catch((error: Error) => error.message);
  expect(message).not.toMatch(/sesame|one-time|a2V5LTE6/);
});
