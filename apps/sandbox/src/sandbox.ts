import { join } from 'node:path';
import { createClock, startProductiveSimulator } from '@bridge/simulator-productive';
import { startXeroSimulator } from '@bridge/simulator-xero';
import type { Environment } from './environment.js';
import type { StateFile } from './state-file.js';
import { keepState, loadState } from './state-file.js';

export interface Sandbox {
  readonly xeroUrl: string;
  readonly productiveUrl: string;
  /** Saves the state and stops both simulators. */
  stop(): Promise<void>;
}

/** Starts both vendors on one clock, from the state that was kept, or from their seeds. */
export async function startSandbox(environment: Environment, onFailure: (error: unknown) => void): Promise<Sandbox> {
  const clock = createClock();
  const pathOf = (name: string): string | null =>
    environment.stateDir === null ? null : join(environment.stateDir, `${name}.json`);
  const restored = async (name: string): Promise<{ snapshot?: unknown }> => {
    const path = pathOf(name);
    const snapshot = path === null ? undefined : await loadState(path);
    return snapshot === undefined ? {} : { snapshot };
  };
  const files: StateFile[] = [];
  const keeper = (name: string): { onChange: () => void; attach: (snapshot: () => unknown) => void } => {
    let file: StateFile | undefined;
    return {
      onChange: () => file?.changed(),
      attach: (snapshot) => {
        const path = pathOf(name);
        if (path === null) return;
        file = keepState(path, snapshot, onFailure);
        files.push(file);
        file.changed();
      },
    };
  };

  const xeroKeeper = keeper('xero');
  const xero = await startXeroSimulator({
    port: environment.xeroPort,
    clock,
    onChange: xeroKeeper.onChange,
    ...(environment.webhookUrl === null ? {} : { webhookUrl: environment.webhookUrl }),
    ...(await restored('xero')),
  });
  xeroKeeper.attach(() => xero.snapshot());

  const productiveKeeper = keeper('productive');
  const productive = await startProductiveSimulator({
    port: environment.productivePort,
    clock,
    onChange: productiveKeeper.onChange,
    ...(await restored('productive')),
  });
  productiveKeeper.attach(() => productive.snapshot());

  return {
    xeroUrl: xero.url,
    productiveUrl: productive.url,
    stop: async () => {
      await Promise.all(files.map((file) => file.flush()));
      await Promise.all([xero.close(), productive.close()]);
    },
  };
}
