import { Inject, Module, type DynamicModule, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Environment } from '../environment/read-environment.js';
import { HttpSettings } from '../http/http-settings.js';
import { SandboxInfo } from '../http/session/sandbox-info.js';
import { alerting } from './alerting.js';
import { ENVIRONMENT, LOG, ports, STORES } from './ports.js';
import type { Stores } from './stores.js';
import { useCases } from './use-cases.js';

/** The only place where use cases meet their adapters. Global: everything is injected by its class. */
@Module({})
export class CoreModule implements OnApplicationShutdown {
  constructor(@Inject(STORES) private readonly stores: Stores) {}

  static forRoot(environment: Environment, log: Logger, stores: Stores): DynamicModule {
    const providers: Provider[] = [
      { provide: ENVIRONMENT, useValue: environment },
      { provide: LOG, useValue: log },
      { provide: STORES, useValue: stores },
      { provide: HttpSettings, useValue: new HttpSettings(environment.publicUrl) },
      ...sandboxInfo(environment),
      ...ports,
      ...useCases,
      ...alerting(environment),
    ];
    return { module: CoreModule, global: true, providers, exports: providers };
  }

  /** Last of all: whatever was under way has ended, and the folder is free for the next process. */
  async onApplicationShutdown(): Promise<void> {
    await this.stores.close();
  }
}

/** Browsers see the simulators under our own address. */
function sandboxInfo({ sandbox, publicUrl }: Environment): Provider[] {
  if (sandbox === undefined) return [];
  const info = new SandboxInfo(sandbox.agencies, `${publicUrl}/sandbox/xero/`, `${publicUrl}/sandbox/productive/`);
  return [{ provide: SandboxInfo, useValue: info }];
}
