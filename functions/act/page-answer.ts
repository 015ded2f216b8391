import { createHash } from 'node:crypto';
import { type Html, html, trusted } from '../core/html.ts';

/** In the form that the HTTP API wants. */
export type PageAnswer = { statusCode: number; headers: Record<string, string>; body: string };

const style = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; }
table { border-collapse: collapse; width: 100%; }
td { border-top: 1px solid; padding: .3rem .6rem .3rem 0; vertical-align: top; overflow-wrap: anywhere; }
input, button { font: inherit; padding: .4rem .8rem; }
button { font-weight: bold; }
code { overflow-wrap: anywhere; }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** A page is for whoever holds its link, once: nobody keeps, frames, indexes or learns its address. */
const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
};

export function pageAnswer(statusCode: number, title: string, content: Html): PageAnswer {
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
<h1>${title}</h1>
${content}
</body>
</html>
`;
  return { statusCode, headers: pageHeaders, body: markup };
}

/** An answer to a program. */
export function plainAnswer(statusCode: number, message = ''): PageAnswer {
  return {
    statusCode,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    body: message,
  };
}
