import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};
const HASHED = /-[\w-]{8}\.\w+$/;
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Scripts and styles whose names change with their content: compressed once, kept, and cached by browsers for good. */
export function compressedFiles(folder: string): RequestHandler {
  const kept = new Map<string, Promise<Buffer>>();
  return (request: Request, response: Response, next: NextFunction): void => {
    const type = TYPES[extname(request.path)];
    const encoding = request.acceptsEncodings('br', 'gzip');
    const isOurs = request.method === 'GET' && HASHED.test(request.path) && normalize(request.path) === request.path;
    if (type === undefined || encoding === false || encoding === 'identity' || !isOurs) return next();
    const key = `${encoding} ${request.path}`;
    const body = kept.get(key) ?? compress(join(folder, request.path), encoding);
    kept.set(key, body);
    body.then(
      (bytes) => {
        response.set({ 'Content-Type': type, 'Content-Encoding': encoding, Vary: 'Accept-Encoding' });
        response.set('Cache-Control', 'public, max-age=31536000, immutable').end(bytes);
      },
      () => {
        // Not built yet, or not there at all: whoever comes next says so.
        kept.delete(key);
        next();
      },
    );
  };
}

async function compress(file: string, encoding: string): Promise<Buffer> {
  const bytes = await readFile(file);
  return encoding === 'br' ? brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }) : zip(bytes);
}
