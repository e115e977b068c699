// `npm start`: everything on one port of this machine, against the sandbox unless real credentials are given.
import { fork } from 'node:child_process';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { buildAdmin } from '../build/build.mjs';
import { bundle, root } from '../build/bundle.mjs';
import { agencies, sandboxEnvironment, subscribeWebhooks } from './sandbox.mjs';

const help = `npm start: builds what has changed, then runs the API, its jobs, the schedule and the admin on one port.

Without XERO_CLIENT_ID it starts the sandbox too: a simulated Xero and a simulated Productive with four agencies.
With it, the bridge talks to the real services; \`node dist/apps/api/main.js --help\` lists all variables.

  PORT                         port of everything (3000)
  BRIDGE_DATA_DIR              folder that keeps all data, the sandbox's included (.data)
  DATABASE_URL                 postgres://… instead of the embedded database
  BRIDGE_IMPORT_EVERY_MINUTES  how often payments are read from Xero (5)
  LOG_LEVEL                    warn; info shows every request, debug every call

  --without-admin              the API alone, for programs

\`npm start -- --without-admin\` leaves the admin as it was built last.
Ctrl-C stops everything, at once when pressed twice. The data survive; delete the folder to begin anew.
`;

/** As docker/Dockerfile has them: with a small nursery, a page of a thousand documents is thrown away soon after it was read. */
const NODE_OPTIONS = ['--enable-source-maps', '--max-semi-space-size=8'];

const children = [];
let isStopping = false;

async function main() {
  if (process.argv.includes('--help')) return void process.stdout.write(help);
  const startedAt = performance.now();
  const port = portOf(process.env.PORT);
  await mustBeFree(port);
  const isSandbox = !process.env.XERO_CLIENT_ID;
  // Two children would each find the data folder on their own: it is named once, from here.
  const shared = {
    // What the first start has compiled, later ones read.
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'),
    ...process.env,
    PORT: String(port),
    BRIDGE_DATA_DIR: resolve(process.env.BRIDGE_DATA_DIR || '.data'),
  };
  const publicUrl = process.env.PUBLIC_URL || `http://localhost:${port}`;
  // The sandbox is up before the API: whatever waits from last time is sent at once.
  const [sandbox] = await Promise.all([isSandbox ? startSandbox(shared) : undefined, bundle('api')]);
  const environment = {
    LOG_LEVEL: 'warn',
    ...shared,
    ...(sandbox && sandboxEnvironment(sandbox, publicUrl)),
  };
  await started('the API', 'dist/apps/api/main.js', environment);
  if (sandbox) await subscribeWebhooks(sandbox.xeroUrl, `http://127.0.0.1:${port}`);
  process.stdout.write(welcome(publicUrl, isSandbox, (performance.now() - startedAt) / 1000));
  process.send?.({
    ready: true,
    url: publicUrl,
    ...(sandbox && { xeroUrl: sandbox.xeroUrl, productiveUrl: sandbox.productiveUrl }),
  });
  if (process.argv.includes('--without-admin')) return;
  // The API answers with a page that waits until this is done.
  const trouble = await buildAdmin();
  if (!isStopping) process.stdout.write(trouble ?? `The admin is ready at ${publicUrl}\n`);
}

async function startSandbox(shared) {
  await bundle('sandbox');
  const ports = { SANDBOX_XERO_PORT: '0', SANDBOX_PRODUCTIVE_PORT: '0', SANDBOX_WEBHOOK_URL: '' };
  return started('the sandbox', 'dist/apps/sandbox/main.js', { ...shared, ...ports });
}

/**
 * Starts a child and resolves with what it says when it is ready. When one ends, all end. Detached, so that Ctrl-C reaches
 * us alone and we stop them in order; should we be killed, they notice that the channel to us is gone.
 */
function started(name, script, env) {
  const child = fork(join(root, script), { env, detached: true, execArgv: NODE_OPTIONS });
  children.push(child);
  return new Promise((resolveReady) => {
    child.on('message', (message) => message?.ready && resolveReady(message));
    child.on('exit', (code) => {
      children.splice(children.indexOf(child), 1);
      if (!isStopping) {
        process.stderr.write(`${name} has ended (exit code ${code ?? 'none'}); stopping everything.\n`);
        void stop(code || 1);
      }
    });
  });
}

/** The API first: its calls under way still reach the sandbox. */
async function stop(code) {
  if (isStopping) return;
  isStopping = true;
  for (const child of [...children].reverse()) {
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await ended;
  }
  process.exit(code);
}

function portOf(text = '') {
  if (text === '') return 3000;
  if (/^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536) return Number(text);
  throw new Error(`PORT must be a number from 1 to 65535, not “${text}”.`);
}

/** Better told before anything is built and started. */
function mustBeFree(port) {
  const probe = createServer();
  return new Promise((done, refused) => {
    probe.once('error', () =>
      refused(new Error(`Port ${port} is taken by another program. Stop that, or choose one: PORT=4000 npm start`)),
    );
    probe.listen(port, () => probe.close(done));
  });
}

function welcome(publicUrl, isSandbox, seconds) {
  const lines = [
    '',
    `Ready after ${seconds.toFixed(1)} s.`,
    '',
    `  Admin       ${publicUrl}`,
    `  API         ${publicUrl}/api/docs`,
  ];
  if (isSandbox)
    lines.push(
      `  Xero        ${publicUrl}/sandbox/xero/        (simulated: be the accountant)`,
      `  Productive  ${publicUrl}/sandbox/productive/  (simulated: be the agency)`,
      '',
      'Sign in with the organisation id and a token:',
      '',
      ...agencies.map(({ name, organisationId, token }) => `  ${name.padEnd(18)}  ${organisationId}  ${token}`),
    );
  return [...lines, '', 'Ctrl-C stops it; the data stay.', ''].join('\n');
}

process.on('SIGINT', () => {
  // Work under way may take half a minute to end; whoever asks twice does not want to wait. Nothing is lost by it.
  if (isStopping) for (const child of children) child.kill('SIGKILL');
  else void stop(0);
});
process.on('SIGTERM', () => void stop(0));
// A demonstration or a test that started us has ended.
process.on('disconnect', () => void stop(0));

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  return stop(1);
});
