import type { Page } from 'playwright-core';

/** Milliseconds in the page's own clock from the first event of an action to the frame that shows another list. */
export async function untilShown(page: Page, act: (page: Page) => Promise<unknown>): Promise<number> {
  // Methods and inline functions only: the bundler gives named ones a helper that the page does not know.
  const shown = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const list = {
          beganAt: 0,
          look() {
            const rows = [...document.querySelectorAll('table tbody tr')].map((row) => row.textContent);
            return `${document.querySelector('ui-paginator')?.textContent}${rows.join('|')}`;
          },
        };
        const before = list.look();
        for (const kind of ['change', 'input', 'click'])
          addEventListener(kind, () => (list.beganAt ||= performance.now()), { capture: true, once: true });
        const watcher = new MutationObserver(() => {
          if (list.beganAt === 0 || document.querySelector('table[aria-busy]') || list.look() === before) return;
          watcher.disconnect();
          requestAnimationFrame(() => resolve(performance.now() - list.beganAt));
        });
        watcher.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
      }),
  );
  await act(page);
  return shown;
}
