export interface Line {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** Collects steps and checks, and prints each as it happens. */
export class Report {
  readonly steps: Line[] = [];
  readonly checks: Line[] = [];

  constructor(private readonly isQuiet: boolean) {}

  async step<T>(name: string, work: () => Promise<{ readonly value: T; readonly detail: string }>): Promise<T> {
    const startedAt = Date.now();
    try {
      const { value, detail } = await work();
      this.#add(this.steps, 'step ', {
        name,
        ok: true,
        detail: `${detail} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`,
      });
      return value;
    } catch (error) {
      this.#add(this.steps, 'step ', {
        name,
        ok: false,
        detail: error instanceof Error ? error.message : String(error),
      });
      throw error;
    }
  }

  /** `differences` is empty when the check holds. */
  check(name: string, differences: readonly string[], counted: string): void {
    const shown = differences.slice(0, 3).join('; ');
    this.#add(this.checks, 'check', {
      name,
      ok: differences.length === 0,
      detail: differences.length === 0 ? counted : `${differences.length} differ: ${shown}`,
    });
  }

  #add(lines: Line[], word: string, line: Line): void {
    lines.push(line);
    if (!this.isQuiet) process.stdout.write(`${word} ${line.ok ? 'ok  ' : 'FAIL'} ${line.name}: ${line.detail}\n`);
  }
}
