import type { NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { AppModule } from './app.module.js';
import { NestLog } from './composition/log.js';
import { openStores } from './composition/stores.js';
import type { Environment } from './environment/read-environment.js';
import { adminPages } from './web/admin-pages.js';
import { serveOpenApi } from './web/open-api.js';
import { requests } from './web/requests.js';
import { sandboxProxy } from './web/sandbox-proxy.js';

export interface AppOptions {
  /** Where the built admin is, or will be. */
  readonly adminFolder: string;
}

/** The whole application, ready to listen. Throws what the database refuses with. */
export async function createApp(
  environment: Environment,
  log: Logger,
  { adminFolder }: AppOptions,
): Promise<NestExpressApplication> {
  const stores = await openStores(environment, log);
  const module = AppModule.forRoot(environment, log, stores);
  const app = await NestFactory.create<NestExpressApplication>(module, options(log)).catch(async (error: unknown) => {
    await stores.close();
    throw error;
  });
  // Longer than proxies keep theirs: a request must not meet the closing of its connection.
  app.getHttpServer().keepAliveTimeout = 75_000;
  // Signing in is slowed down by address: the proxy's own would be everybody's, and a stranger may forge any other.
  app.set('trust proxy', environment.proxies);
  app.disable('x-powered-by');
  const { sandbox, publicUrl, role } = environment;
  if (sandbox !== undefined) {
    app.use(sandboxProxy('/sandbox/xero', sandbox.xeroUrl));
    app.use(sandboxProxy('/sandbox/productive', sandbox.productiveUrl));
  }
  app.use(requests(log));
  app.use(safeHeaders(publicUrl.startsWith('https:')));
  app.useBodyParser('json', { limit: '1mb' });
  if (role !== 'worker') {
    serveOpenApi(app);
    app.use(adminPages(adminFolder));
  }
  return app;
}

function options(log: Logger): NestApplicationOptions {
  return {
    logger: new NestLog(log),
    abortOnError: false,
    bodyParser: false,
    rawBody: true,
  };
}

function safeHeaders(isSecure: boolean) {
  return helmet({
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Angular Material and the API’s description put style elements into their pages.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        upgradeInsecureRequests: isSecure ? [] : null,
      },
    },
    // The window that goes to Xero and comes back must still reach the one that opened it.
    crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
    strictTransportSecurity: isSecure,
  });
}
