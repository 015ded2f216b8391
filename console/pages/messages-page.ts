import { type Html, html } from '../../functions/core/html.ts';
import { labelText } from '../../functions/core/label-text.ts';
import { dollarText } from '../../functions/core/money.ts';
import { emptyState, moment, named } from '../../functions/views/parts.ts';
import type { Messages } from '../answers.ts';
import { kept } from '../kept.ts';
import type { Page } from '../page.ts';
import { textField } from '../parts/fields.ts';
import { shown } from '../parts/panel.ts';
import { questions } from '../questions.ts';
import type { Screen } from '../screen.ts';

type Message = Messages['messages'][number];

/** What was found of a number: the number itself stands in no address. */
export const foundByNumber = 'messages of a number';

export const messagesPage: Page = {
  title: 'Messages',
  asks: (address) => (address.id === undefined ? [] : [questions.message(address, address.id)]),
  show(screen) {
    const { id } = screen.address;
    const isBusy = screen.isBusy(foundByNumber);
    return html`<h1>Messages</h1>
      <form class="inline look-up" data-do="look-up">
        ${textField({ id: 'look-up', name: 'what', words: 'Number or message id', value: id ?? '', isRequired: true, most: 200, placeholder: '+14155550123 or SM…', hint: 'A customer says that no message came? Type the number, with its country. It stands in no address and no log.' })}
        <button class="button main"${isBusy ? html` aria-disabled="true"` : undefined}>Look up</button></form>
      ${id === undefined ? ofNumber(screen) : shown(screen, questions.message(screen.address, id), (found) => list(found, screen))}`;
  },
};

function ofNumber(screen: Screen): Html {
  const found = kept<Messages>(screen, foundByNumber);
  return found === undefined
    ? emptyState(
        'Nothing has been looked up yet.',
        html`What is found says what became of each message, when, why not, and what to do.`,
      )
    : list(found, screen);
}

function list({ messages, consent, hint, next }: Messages, screen: Screen): Html {
  const stands =
    consent === undefined
      ? undefined
      : html`<p class="consent ${consent.status}"><strong>This person has ${consent.status === 'opted-out' ? 'opted out' : 'opted in'}</strong>, at ${labelText('provider', consent.provider)}, ${moment(consent.since, screen.tools)}.</p>`;
  if (messages.length === 0)
    return html`${stands}${emptyState('Nothing is known of it.', html`${hint ?? 'Check the number or the id, and how long messages are kept.'}`)}`;
  return html`${stands}${messages.map((message, index) => one(message, index, screen))}${next === undefined ? undefined : html`<p class="ww-note">There are older ones: npx wirewatch message lists them.</p>`}`;
}

function one(message: Message, index: number, screen: Screen): Html {
  const { id, kind, provider, status, word, error, notes } = message;
  const title = html`${kind === 'inbound' ? 'Message from the person' : kind === 'message' ? 'Message' : kind} · <span class="state ${toneOf(status)}">${status}</span>`;
  const told =
    word === undefined || word === status
      ? undefined
      : html`<p class="quiet">${labelText('provider', provider)} calls it “${word}”.</p>`;
  return html`<section class="panel message" aria-labelledby="message-${index}"><header><h2 id="message-${index}">${title}</h2><code>${id}</code></header>
    ${told}${error === undefined ? undefined : errorBox(error)}
    ${notes.map((note) => html`<p>${note}</p>`)}
    <div class="two">${history(message, screen)}${facts(message, screen)}</div></section>`;
}

function toneOf(status: string): string {
  if (/deliver|read|completed|answered/.test(status) && !/undeliver/.test(status)) return 'calm';
  return /fail|undeliver|expired|opted-out|error/.test(status) ? 'firing' : 'active';
}

function errorBox({ code, meaning, remedy, retry, source }: NonNullable<Message['error']>): Html {
  const link =
    source !== undefined && /^https?:\/\//.test(source)
      ? html` <a href="${source}" rel="noreferrer">Source</a>`
      : undefined;
  return html`<div class="error-box"><p><strong>${code}</strong> ${meaning ?? 'a code that is not explained'}</p>
    ${remedy === undefined ? undefined : html`<p><strong>What to do</strong> ${remedy}</p>`}${retry === undefined ? undefined : html`<p>Sending again: ${retry}</p>`}${link}</div>`;
}

function history({ history: moments }: Message, { tools }: Screen): Html {
  const rows = moments.map(
    ({ status, at, implied }) =>
      html`<li><span class="when">${moment(at, tools)}</span><span>${status}${implied ? html` <span class="quiet">(follows from what came later)</span>` : undefined}</span></li>`,
  );
  return html`<ol class="timeline">${rows}</ol>`;
}

function facts(message: Message, { tools }: Screen): Html {
  const { provider, channel, to, from, carrier, campaign, template, user, segments, costMicros, costEstimated } =
    message;
  const fact = (name: string, value: string | undefined) =>
    value === undefined ? undefined : html`<div><dt>${name}</dt><dd>${named(value)}</dd></div>`;
  const linked =
    campaign === undefined
      ? undefined
      : html`<div><dt>Campaign</dt><dd>${tools.link?.(`campaigns/${encodeURIComponent(campaign)}`, campaign) ?? campaign}</dd></div>`;
  const cost = costMicros === undefined ? undefined : `${dollarText(costMicros)}${costEstimated ? ', estimated' : ''}`;
  return html`<dl class="facts">${fact('Provider', labelText('provider', provider))}${fact('Channel', channel)}${fact('To', to && `${to.masked} (${to.country})`)}${fact('From', from && `${from.masked} (${from.country})`)}
    ${fact('Carrier', carrier)}${linked}${fact('Template', template)}${fact('User', user)}${fact('Segments', segments === undefined ? undefined : `${segments}`)}${fact('Cost', cost)}</dl>`;
}
