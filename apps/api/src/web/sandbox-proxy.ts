import { request as send, type IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';

/** Shows a simulator under our own address, so that everything a person opens is on one port. */
export function sandboxProxy(prefix: string, target: string): RequestHandler {
  const { hostname, port } = new URL(target);
  return (incoming, outgoing, next) => {
    const [path = '', ...query] = incoming.originalUrl.split('?');
    if (path !== prefix && !path.startsWith(`${prefix}/`)) return next();
    // Links of the pages are relative: they need the slash.
    if (path === prefix) return outgoing.redirect(308, `${prefix}/`);
    const rest = [path.slice(prefix.length), ...query].join('?');
    const { method, headers } = incoming;
    const passed = send({ hostname, port, method, headers, path: rest }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, headersOf(answer, prefix));
      answer.pipe(outgoing);
    });
    passed.on('error', () => {
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.status(502).type('text').send('The sandbox does not answer. Start it again with `npm start`.');
    });
    outgoing.on('close', () => passed.destroy());
    incoming.pipe(passed);
  };
}

function headersOf(answer: IncomingMessage, prefix: string): IncomingMessage['headers'] {
  const { location } = answer.headers;
  return location?.startsWith('/') ? { ...answer.headers, location: `${prefix}${location}` } : answer.headers;
}
