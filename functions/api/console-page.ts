import type { Hono } from 'hono';
import type { ApiEnv } from './app.ts';

export type ConsoleFiles = { html: string; script: string; style: string };

/** The page asks its own origin only, and runs no script but its own; nobody frames it. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page, and what it consists of. Whoever has it asks whether it is still the same: it changes with a deployment. */
export function serveConsole(app: Hono<ApiEnv>, { html, script, style }: ConsoleFiles): void {
  const serve = (path: string, body: string, type: string) =>
    app.get(path, () => {
      const headers = { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-cache' };
      return new Response(body, {
        headers: { ...headers, 'content-security-policy': policy, 'referrer-policy': 'no-referrer' },
      });
    });
  for (const path of ['/', '/monitoring']) serve(path, html, 'text/html');
  serve('/console/app.js', script, 'text/javascript');
  serve('/console/app.css', style, 'text/css');
}
