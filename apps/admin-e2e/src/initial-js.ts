import { gzipSync } from 'node:zlib';
import type { Browser, Response } from 'playwright-core';

/** kB of gzipped JavaScript that a first visit of the sign-in page loads. */
export async function measureInitialJs(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage();
  const responses: Response[] = [];
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('.js')) responses.push(response);
  });
  await page.goto(`${url}/sign-in`, { waitUntil: 'networkidle' });
  const scripts = await Promise.all(responses.map((response) => response.body()));
  await page.close();
  if (scripts.length === 0) throw new Error('The sign-in page loaded no JavaScript: the admin is not built');
  return Math.round(scripts.reduce((sum, script) => sum + gzipSync(script).length, 0) / 102.4) / 10;
}
