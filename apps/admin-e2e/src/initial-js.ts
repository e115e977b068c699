import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';

/** kB of gzipped JavaScript that a first visit of the sign-in page loads. */
export async function measureInitialJs(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage();
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('.js')) bodies.push(response.body());
  });
  await page.goto(`${url}/sign-in`, { waitUntil: 'networkidle' });
  const scripts = await Promise.all(bodies);
  await page.close();
  if (scripts.length === 0) throw new Error('The sign-in page loaded no JavaScript: the admin is not built');
  return Math.round(scripts.reduce((sum, script) => sum + gzipSync(script).length, 0) / 102.4) / 10;
}
