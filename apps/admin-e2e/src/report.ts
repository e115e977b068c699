import type { Violation } from './gallery.js';
import type { Result } from './runner.js';
import type { Stage } from './stage.js';

const MOST_INITIAL_JS_KB = 170;

export interface Summary {
  readonly ok: boolean;
  readonly tests: readonly Result[];
  readonly axeViolations: number;
  readonly violations: readonly Violation[];
  readonly screens: readonly string[];
  readonly initialJsKb: number;
}

/** What was found on all screens together counts as tests of its own. */
export function summarise(results: readonly Result[], { gallery, complaints }: Stage, initialJsKb: number): Summary {
  const tests = [
    ...results,
    judge('No screen has an accessibility violation', gallery.violations.map(toWords), gallery.screens),
    judge('No screen needs scrolling sideways at 360 px, and no table on a desk', gallery.tooWide, gallery.screens),
    judge('No page threw an error', complaints, []),
    judge(
      `The first visit loads at most ${MOST_INITIAL_JS_KB} kB of JavaScript`,
      initialJsKb > MOST_INITIAL_JS_KB ? [`${initialJsKb} kB`] : [],
      [],
    ),
  ];
  return {
    ok: tests.every(({ ok }) => ok),
    tests,
    axeViolations: gallery.violations.length,
    violations: gallery.violations,
    screens: gallery.screens,
    initialJsKb,
  };
}

export function toLine({ name, ok, detail }: Result): string {
  return `${ok ? 'ok    ' : 'FAILED'}  ${name}${ok ? '' : `\n        ${detail.replaceAll('\n', '\n        ')}`}\n`;
}

/** The tests that only the whole run could answer, the figures, and the last line. */
export function toLines({ tests, screens, axeViolations, initialJsKb }: Summary): string {
  const passed = tests.filter(({ ok }) => ok).length;
  return [
    ...tests.slice(-4).map(toLine),
    `\n${screens.length} screens in dist/screenshots, ${axeViolations} accessibility violations, ${initialJsKb} kB of JavaScript at first\n`,
    `${passed} passed, ${tests.length - passed} failed\n`,
  ].join('');
}

function judge(name: string, faults: readonly string[], seen: readonly string[]): Result {
  return { name, ok: faults.length === 0, detail: faults.length === 0 ? `${seen.length} screens` : faults.join('\n') };
}

function toWords({ screen, scheme, rule, help, element }: Violation): string {
  return `${screen} (${scheme}): ${rule}, ${help}: ${element}`;
}
