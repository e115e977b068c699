import { resolve } from 'node:path';
import { readEnvironment } from './environment.js';

describe('the environment of the sandbox', () => {
  it('has usual ports and keeps nothing when nothing is said', () => {
    expect(readEnvironment({})).toEqual({
      ok: true,
      environment: { xeroPort: 3001, productivePort: 3002, stateDir: null, webhookUrl: null },
    });
  });

  it('keeps the state in a folder of its own below the data folder', () => {
    const read = readEnvironment({ BRIDGE_DATA_DIR: 'data', SANDBOX_XERO_PORT: '0', SANDBOX_PRODUCTIVE_PORT: '0' });
    expect(read).toMatchObject({ ok: true, environment: { stateDir: resolve('data', 'sandbox'), xeroPort: 0 } });
  });

  it('names everything that is wrong at once', () => {
    const read = readEnvironment({
      SANDBOX_XERO_PORT: 'http',
      SANDBOX_PRODUCTIVE_PORT: '70000',
      SANDBOX_WEBHOOK_URL: 'localhost',
    });
    expect(read).toEqual({
      ok: false,
      problems: [
        'SANDBOX_XERO_PORT must be a port number from 0 to 65535, not "http"',
        'SANDBOX_PRODUCTIVE_PORT must be a port number from 0 to 65535, not "70000"',
        'SANDBOX_WEBHOOK_URL must be an http or https address, not "localhost"',
      ],
    });
  });

  it('refuses one port for both', () => {
    expect(readEnvironment({ SANDBOX_XERO_PORT: '3002' })).toEqual({
      ok: false,
      problems: ['SANDBOX_XERO_PORT and SANDBOX_PRODUCTIVE_PORT are both 3002; they must differ'],
    });
  });
});
