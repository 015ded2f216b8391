import { type Html, html } from '../../functions/core/html.ts';
import { labelText } from '../../functions/core/label-text.ts';
import { countText, durationText } from '../../functions/core/number-text.ts';
import { moment } from '../../functions/views/parts.ts';
import { table } from '../../functions/views/table.ts';
import type { Status } from '../answers.ts';
import type { Page } from '../page.ts';
import { panel, shown } from '../parts/panel.ts';
import { webhookList } from '../parts/webhook-list.ts';
import { questions } from '../questions.ts';
import type { Screen } from '../screen.ts';

type Provider = Status['providers'][number];
type Queue = NonNullable<Status['queues']>[number];

export const setupPage: Page = {
  title: 'Setup',
  asks: (address) => [questions.status(address)],
  show(screen) {
    const status = (show: (answer: Status) => Html) => shown(screen, questions.status(screen.address), show);
    return html`<h1>Setup</h1><div class="grid">
      ${panel(
        'next',
        'What to do next',
        status((answer) => next(answer, screen)),
        { isWide: true },
      )}
      ${panel('addresses', 'Addresses for your providers', addresses(screen), { isWide: true })}
      ${panel(
        'heard',
        'What providers have sent',
        status((answer) => providers(answer, screen)),
        { isWide: true },
      )}
      ${panel(
        'itself',
        'Wirewatch itself',
        status((answer) => itself(answer, screen)),
      )}
      ${panel('links', 'Elsewhere', links(screen))}
    </div>`;
  },
};

function next({ problems, providers: known }: Status, screen: Screen): Html {
  const silent = known.length === 0 || known.every(({ lastWebhookAt }) => lastWebhookAt === undefined);
  const steps = [
    ...(silent ? ['Paste an address below at a provider, and send one message: it is seen here within seconds.'] : []),
    ...(silent
      ? ['Store the provider’s secret with npx wirewatch secret set, so that its signature can be checked.']
      : []),
    ...problems,
  ];
  if (steps.length === 0)
    return html`<p><span class="state calm">all well</span> Webhooks come in, are counted and judged.</p>`;
  return html`<ol class="steps">${steps.map((step) => html`<li>${step}</li>`)}</ol>${screen.mayOperate ? undefined : html`<p class="ww-note">This token may read only.</p>`}`;
}

function addresses(screen: Screen): Html {
  return html`<p class="quiet">Enter each as the webhook address of messages and calls, and of status callbacks.</p>${webhookList(screen)}`;
}

function providers({ providers: known }: Status, { tools }: Screen): Html {
  if (known.length === 0) return html`<p class="quiet">Nothing has come in yet.</p>`;
  const when = (time: string | undefined) => (time === undefined ? 'never' : moment(time, tools));
  return table<Provider>(
    'Providers',
    [
      { head: 'Provider', isText: true, cell: ({ provider }) => labelText('provider', provider) },
      { head: 'Last webhook', isText: true, cell: ({ lastWebhookAt }) => when(lastWebhookAt) },
      { head: 'Last counted', isText: true, cell: ({ lastRecordedAt }) => when(lastRecordedAt) },
      {
        head: 'Last refusal',
        isText: true,
        cell: ({ lastRefusal }) => (lastRefusal === undefined ? 'none' : refusal(lastRefusal, tools)),
      },
    ],
    known,
  );
}

function refusal({ at, why, hint, url }: NonNullable<Provider['lastRefusal']>, tools: Screen['tools']): Html {
  return html`${moment(at, tools)}: ${why}<span class="under">${hint}</span><span class="under">checked against <code>${url}</code></span>`;
}

function itself({ evaluation, countLagMs, queues, alerts }: Status, { tools }: Screen): Html {
  const fact = (name: string, value: Html | string) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`<dl class="facts">
    ${fact('Rules judged', evaluation.lastTick === undefined ? 'never' : moment(evaluation.lastTick, tools))}
    ${fact('Behind by', durationText(evaluation.behindMs ?? 0))}${fact('Counting behind by', durationText(countLagMs))}
    ${fact('Rules', countText(evaluation.rules))}${fact('Alerts firing', countText(alerts.firing))}${fact('Nobody was told of', countText(alerts.untold))}</dl>
    ${queues === undefined ? html`<p class="ww-note">Queues cannot be asked.</p>` : queueTable(queues)}`;
}

function queueTable(queues: readonly Queue[]): Html {
  if (queues.length === 0) return html``;
  return table<Queue>(
    'Queues',
    [
      { head: 'In front of', isText: true, cell: ({ step }) => step },
      { head: 'Waiting', cell: ({ waiting }) => countText(waiting) },
      {
        head: 'Given up',
        cell: ({ deadLetters }) => countText(deadLetters),
        tone: ({ deadLetters }) => (deadLetters > 0 ? 'ww-bad' : ''),
      },
    ],
    queues,
  );
}

function links({ about }: Screen): Html {
  const { dashboard, runbook } = about?.links ?? {};
  const link = (url: string | undefined, words: string) =>
    url !== undefined && /^https?:\/\//.test(url)
      ? html`<li><a href="${url}" rel="noreferrer">${words}</a></li>`
      : undefined;
  return html`<ul class="plain-list">${link(dashboard, 'Dashboards in CloudWatch')}${link(runbook, 'Runbook')}<li><a href="openapi.json">What the API can be asked</a></li></ul>
    <p class="ww-note">Version ${about?.version ?? '–'}, stage ${about?.stage ?? '–'}.</p>`;
}
