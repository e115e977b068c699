import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readEnvironment } from '../environment/read-environment.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const readJson = <T>(file: string) => JSON.parse(readFileSync(root + file, 'utf8')) as T;

interface Locked {
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly hasInstallScript?: boolean;
  readonly resolved?: string;
}
interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

const manifest = readJson<Manifest>('package.json');
const locked = Object.entries(
  readJson<{ packages: Readonly<Record<string, Locked>> }>('package-lock.json').packages,
).filter(([path]) => path !== '');

describe('Security 20: what we are built from', () => {
  it('is nailed down by the hash of every package that runs in production or on the machines that build it', () => {
    expect(locked.length).toBeGreaterThan(1000);
    const loose = locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'));
    // What is left are bindings of build tools for other machines (Windows, Android, …): npm skips them here.
    expect(loose.filter(([, { dev, optional, os, cpu }]) => !dev || !optional || (os ?? cpu) === undefined)).toEqual(
      [],
    );
  });

  it('comes from nowhere but a registry: no git, no address, no file', () => {
    const asked = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(asked.filter(([, version]) => !/^\^?\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    expect(
      locked.filter(([, { resolved }]) => /^(git|http:|file:)/.test(resolved ?? '')).map(([path]) => path),
    ).toEqual([]);
  });

  it('is exact for all that runs in production', () => {
    expect(Object.entries(manifest.dependencies).filter(([, version]) => !/^\d/.test(version))).toEqual([]);
  });

  it('runs a script while it is installed only where somebody has decided so', () => {
    const scripted = locked.filter(([, { hasInstallScript }]) => hasInstallScript);
    const names = scripted.map(([path]) => path.split('node_modules/').at(-1) ?? '');
    expect(names.filter((name) => !(name in manifest.allowScripts))).toEqual([]);
    expect(names.filter((name) => name in manifest.dependencies)).toEqual([]);
  });

  it('can be listed: `npm sbom` writes a bill of materials of the lock file', () => {
    const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--omit', 'dev'];
    const { stdout } = spawnSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: 64_000_000 });
    const { bomFormat, components } = JSON.parse(stdout) as {
      bomFormat: string;
      components: readonly { name: string }[];
    };
    expect(bomFormat).toBe('CycloneDX');
    expect(components.map(({ name }) => name)).toEqual(expect.arrayContaining(['xero-node', 'pg-boss', 'pino']));
  });
});

describe('Security 23: what becomes of the data of Xero and Productive', () => {
  it('goes to no third party: in production the bridge calls these two and nobody else', () => {
    const read = readEnvironment({ XERO_CLIENT_ID: 'id', XERO_CLIENT_SECRET: 'secret' });
    if (!read.ok) throw new Error(read.problems.join());
    const { xero, productive, sandbox } = read.environment;
    const called = [xero.apiUrl, xero.identityUrl, xero.loginUrl, productive.apiUrl].map((url) => new URL(url));
    for (const { protocol, hostname } of called)
      expect([protocol, /\.(xero\.com|productive\.io)$/.test(hostname)]).toEqual(['https:', true]);
    expect(sandbox).toBeUndefined();
    // Letters to the people whom an admin names need a server that the operator names.
    expect(read.environment.mail).toBeUndefined();
  });

  it('trains no model: nothing that could is among our packages', () => {
    const models =
      /openai|anthropic|langchain|llama|hugging|tensorflow|onnx|mistral|cohere|gemini|vertex|bedrock|brain\.js|torch/;
    expect(locked.map(([path]) => path).filter((path) => models.test(path))).toEqual([]);
  });
});
