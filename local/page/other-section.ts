import { localTimeText } from '../../functions/core/calendar.ts';
import { measure } from '../../functions/core/counter.ts';
import { type Html, html } from '../../functions/core/html.ts';
import { labelText } from '../../functions/core/label-text.ts';
import { countText } from '../../functions/core/number-text.ts';
import { blockingStatuses } from '../../functions/core/registration/event.ts';
import { minute } from '../../functions/core/time.ts';
import type { LocalState } from './state.ts';

type Count = LocalState['counts'][number];
type Column = [head: string, measure: string];

const calls: Column[] = [
  ['Calls', 'o.call.started'],
  ['Answered', 'o.call.answered'],
  ['By a person', 'o.call.by.human'],
  ['By a machine', 'o.call.by.machine'],
  ['Completed', 'o.call.completed'],
  ['Busy', 'o.call.busy'],
  ['No answer', 'o.call.no-answer'],
  ['Failed', 'o.call.failed'],
  ['Canceled', 'o.call.canceled'],
];
const inbound: Column[] = [
  ['Inbound', 'o.inbound.received'],
  ['Stop', 'o.inbound.class.stop'],
  ['Start', 'o.inbound.class.start'],
  ['Help', 'o.inbound.class.help'],
  ['Opted out', 'o.consent.opted-out'],
  ['Opted in', 'o.consent.opted-in'],
];
const faults: Column[] = [
  ['Errors', 'o.fault.error'],
  ['Warnings', 'o.fault.warning'],
  ['Webhooks that did not reach us', 'o.fault.ours'],
];

/** Today's calls, inbound messages and faults by provider, and how registrations stand. Empty tables are left out. */
export function otherSection({ counts, registrations }: LocalState, zone: (tenant: string) => string): Html {
  const byProvider = counts.filter(({ dimension }) => dimension === 'provider');
  return html`${table('Calls', calls, byProvider)}${table('From people', inbound, byProvider)}${table('Faults that providers report', faults, byProvider)}${registrationsTable(registrations, zone)}`;
}

function table(caption: string, columns: readonly Column[], counts: readonly Count[]): Html {
  const shown = counts.filter(({ measures }) => columns.some(([, name]) => measure(measures, name) > 0));
  if (shown.length === 0) return html``;
  const minutes = (count: Count) => countText(Math.round(measure(count.measures, 'o.call.durationMs') / minute));
  const isCalls = columns === calls;
  const rows = shown.map(
    (count) =>
      html`<tr><th scope="row">${labelText('provider', count.value)}</th>${columns.map(([, name]) => html`<td>${countText(measure(count.measures, name))}</td>`)}${isCalls ? html`<td>${minutes(count)}</td>` : ''}</tr>`,
  );
  return html`<h2>${caption}</h2><div class="card scroll" tabindex="0" role="region" aria-label="${caption}"><table>
    <thead><tr><th scope="col">Provider</th>${columns.map(([head]) => html`<th scope="col">${head}</th>`)}${isCalls ? html`<th scope="col">Minutes</th>` : ''}</tr></thead>
    <tbody>${rows}</tbody></table></div>`;
}

function registrationsTable(registrations: LocalState['registrations'], zone: (tenant: string) => string): Html {
  if (registrations.length === 0) return html``;
  const rows = registrations.map(({ tenant, provider, unit, id, status, word, since, reason }) => {
    const mood = blockingStatuses.some((blocking) => blocking === status) ? 'bad' : '';
    return html`<tr><th scope="row">${labelText('provider', provider)} ${unit}</th><td class="text">${id}</td><td class="text ${mood}">${status}</td><td class="text">${localTimeText(zone(tenant), since)}</td><td class="text wrap">${word}${reason === undefined ? '' : `: ${reason}`}</td></tr>`;
  });
  return html`<h2>Registrations</h2><div class="card scroll" tabindex="0" role="region" aria-label="Registrations"><table>
    <thead><tr><th scope="col">What</th><th scope="col" class="text">Id</th><th scope="col" class="text">Stands</th>
    <th scope="col" class="text">Since</th><th scope="col" class="text">In the provider's words</th></tr></thead>
    <tbody>${rows}</tbody></table></div>`;
}
