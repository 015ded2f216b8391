import { createHash } from 'node:crypto';
import type { Config } from '../../functions/config/schema.ts';
import { html, trusted } from '../../functions/core/html.ts';
import { countText } from '../../functions/core/number-text.ts';
import { webhookProviders } from '../../functions/providers/index.ts';
import type { HttpReply } from '../gateway.ts';
import { alertsSection } from './alerts-section.ts';
import { script, style } from './assets.ts';
import { countsSection } from './counts-section.ts';
import { otherSection } from './other-section.ts';
import type { LocalState } from './state.ts';
import { type WebhookUrl, webhooksSection } from './webhooks-section.ts';

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The page of the product on one machine. @param base of the webhook URLs */
export function page(state: LocalState, config: Config, base: string): HttpReply {
  const zone = (tenant: string) => config.tenants[tenant]?.timeZone ?? 'UTC';
  const firing = state.alerts.filter((alert) => alert.state === 'firing').length;
  const document = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Wirewatch</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>${trusted(style)}</style></head>
<body><header><h1>Wirewatch</h1>
<p id="clock">on this machine · ${new Date(state.now).toISOString().slice(0, 16).replace('T', ' ')} UTC${pace(state)}</p></header>
<main><p id="summary" role="status">${summary(firing)}</p>
<div id="content">${alertsSection(state.alerts, zone)}${countsSection(state.counts)}${otherSection(state, zone)}${webhooksSection(webhookUrls(config, base), state, zone)}</div></main>
<footer>The same facts as JSON: <a href="/local/state.json">/local/state.json</a>. Days are those of each tenant's time zone.</footer>
<script>${trusted(script)}</script></body></html>`;
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
    body: document.markup,
  };
}

function summary(firing: number): string {
  if (firing === 0) return 'No alert is firing.';
  return firing === 1 ? '1 alert is firing.' : `${countText(firing)} alerts are firing.`;
}

function pace({ tickSeconds }: LocalState): string {
  return tickSeconds === 60 ? '' : ` · a minute lasts ${tickSeconds} s`;
}

export function webhookUrls(config: Config, base: string): WebhookUrl[] {
  return Object.keys(config.tenants).flatMap((tenant) =>
    [...webhookProviders.keys()].map((provider) => {
      const path = tenant === 'main' ? provider : `${provider}/${tenant}`;
      return { tenant, provider, url: `${base}/webhooks/${path}` };
    }),
  );
}
