import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Router, static as serveStatic, type Response } from 'express';
import { compressedFiles } from './compressed-files.js';

/** What belongs to the API and is never answered with the admin’s page. */
const NOT_PAGES = /^\/(api|health|metrics|sandbox)(\/|$)/;

/** The built admin at /: its files, and its one page for every address that the admin itself understands. */
export function adminPages(folder: string): Router {
  const page = join(folder, 'index.html');
  const router = Router();
  router.use(compressedFiles(folder));
  router.use(serveStatic(folder, { index: false, setHeaders: cacheHashedFiles }));
  router.get(/.*/, (request, response, next) => {
    if (NOT_PAGES.test(request.path) || !request.accepts('html')) return next();
    response.set('Cache-Control', 'no-cache');
    if (existsSync(page)) response.sendFile(page);
    else response.status(503).type('html').send(preparing);
  });
  return router;
}

/** Their names change with their content. */
function cacheHashedFiles(response: Response, path: string): void {
  if (/-[\w-]{8}\.\w+$/.test(path)) response.set('Cache-Control', 'public, max-age=31536000, immutable');
}

const preparing = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="3">
<title>The admin is being prepared</title>
<style>:root { color-scheme: light dark } body { font: 1.1rem/1.5 system-ui, sans-serif; margin: 20vh auto; max-width: 32rem; padding: 0 1rem }</style>
<main>
<h1>The admin is being prepared…</h1>
<p>This page opens it by itself as soon as it is built. The API is up already: <a href="/api/docs">see its description</a>.</p>
</main>
</html>
`;
