import { type Html, html } from '../../functions/core/html.ts';
import { labelText } from '../../functions/core/label-text.ts';
import { countText } from '../../functions/core/number-text.ts';
import { emptyState, named } from '../../functions/views/parts.ts';
import { goTo } from '../address.ts';
import type { Live } from '../answers.ts';
import { clockText } from '../format.ts';
import type { Page } from '../page.ts';
import { panel, shown } from '../parts/panel.ts';
import { questions } from '../questions.ts';
import type { Screen } from '../screen.ts';

type Happened = Live['events'][number];

const words: Readonly<Record<Happened['type'], string>> = {
  message_started: 'message started',
  message_sent: 'sent',
  message_delivered: 'delivered',
  message_failed: 'failed',
  message_ended: 'ended',
  call_started: 'call started',
  call_answered: 'call answered',
  call_ended: 'call ended',
  inbound_message: 'message from a person',
  consent_changed: 'consent changed',
  fault: 'fault',
};

export const livePage: Page = {
  title: 'Live',
  asks: (address) => [questions.live(address)],
  show(screen) {
    const { paused } = screen.state;
    const pause = html`<button type="button" class="button plain" data-do="pause" aria-pressed="${paused ? 'true' : 'false'}">${paused ? 'Go on' : 'Pause'}</button>`;
    return html`<div class="page-head"><h1>Live</h1>${pause}</div>
      ${shown(screen, questions.live(screen.address), (live) => html`${minute(live, screen)}${panel('feed', 'What happens', feed(live, screen), { isWide: true })}`)}`;
  },
};

function minute({ realtime }: Live, { zone }: Screen): Html {
  const { started, delivered, failed, inbound, calls } = realtime;
  const tile = (name: string, value: number) => html`<div><dt>${name}</dt><dd>${countText(value)}</dd></div>`;
  return html`<section aria-labelledby="minute"><h2 id="minute" class="small-head">In the minute from ${clockText(Date.parse(realtime.minute), zone).slice(0, 5)}</h2>
    <dl class="ww-facts">${tile('Started', started)}${tile('Delivered', delivered)}${tile('Failed', failed)}${tile('From people', inbound)}${tile('Calls', calls)}</dl></section>`;
}

function feed({ events }: Live, screen: Screen): Html {
  if (events.length === 0)
    return emptyState(
      'Nothing has happened in the last hour.',
      html`Each message, call and answer appears here a few seconds after its provider told of it. <code>npm start -- --simulate</code> plays traffic.`,
    );
  const heads = ['Time', 'What', 'Person', 'Provider', 'Campaign', 'Id'].map(
    (head) => html`<th scope="col" class="ww-text">${head}</th>`,
  );
  return html`<div class="ww-scroll" tabindex="0" role="region" aria-label="What happens, newest first"><table class="ww-table live"><caption class="ww-unseen">What happens, newest first</caption>
    <thead><tr>${heads}</tr></thead><tbody>${events.map((event) => row(event, screen))}</tbody></table></div>`;
}

function row(
  { type, at, id, provider, person, campaign, status, error, deliveryMs }: Happened,
  { zone, address }: Screen,
): Html {
  const tone =
    type === 'message_failed' || type === 'fault'
      ? 'firing'
      : type === 'message_delivered' || type === 'call_answered'
        ? 'calm'
        : 'active';
  const took = deliveryMs === undefined ? '' : ` in ${(deliveryMs / 1000).toFixed(1)} s`;
  const more = type === 'message_ended' || type === 'call_ended' || type === 'consent_changed' ? `: ${status}` : '';
  const why = error === undefined ? undefined : html` <code>${error}</code>`;
  return html`<tr id="event-${id}-${type}"><th scope="row"><time datetime="${at}">${clockText(Date.parse(at), zone)}</time></th>
    <td class="ww-text"><span class="state ${tone}">${words[type]}${more}</span><span class="quiet">${took}</span>${why}</td><td class="ww-text">${person ?? '–'}</td><td class="ww-text">${labelText('provider', provider)}</td>
    <td class="ww-text">${campaign === undefined ? '–' : named(campaign)}</td><td class="ww-text"><a href="${goTo(address, 'messages', id)}"><code>${id.slice(0, 12)}</code></a></td></tr>`;
}
