import { type Html, html } from '../core/html.ts';
import { blockingStatuses } from '../core/registration/event.ts';
import type { RegistrationsAnswer } from './answers.ts';
import { emptyState, moment, named, noteLine, providerName, sentence } from './parts.ts';
import { type Column, table } from './table.ts';
import type { ViewTools } from './view.ts';

type Row = RegistrationsAnswer['registrations'][number];

/** How brands, campaigns and numbers are registered: in the order of the answer. */
export function registrationsView({ registrations, next }: RegistrationsAnswer, tools: ViewTools): Html {
  if (registrations.length === 0) {
    return emptyState(
      'No news of any registration yet.',
      html`Telnyx tells of 10DLC brands, campaigns and numbers, Twilio of theirs, as soon as their events are sent here: docs/connecting.md has the steps.`,
    );
  }
  const blocked = registrations.filter(isBlocked).length;
  const columns: Column<Row>[] = [
    { head: 'Registration', cell: ({ id, unit }) => html`${named(id)}<br><span class="ww-soft">${named(unit)}</span>` },
    { head: 'Provider', isText: true, cell: ({ provider }) => providerName(provider) },
    { head: 'Status', isText: true, cell: status },
    { head: 'Why', isText: true, tone: () => 'ww-wide', cell: why },
    { head: 'Since', isText: true, cell: ({ since }) => moment(since, tools) },
  ];
  return html`${table('Registrations', columns, registrations)}${noteLine(
    blocked > 0 &&
      `${blocked} of them ${blocked === 1 ? 'keeps' : 'keep'} messages from being sent until somebody acts`,
    next !== undefined && 'there are more',
  )}`;
}

function isBlocked({ status: word }: Row): boolean {
  return blockingStatuses.some((blocking) => blocking === word);
}

function status(row: Row): Html {
  const tone = isBlocked(row) ? 'ww-critical' : row.status === 'active' ? 'ww-ended' : 'ww-info';
  return html`<span class="ww-pill ww-pill-tone ${tone}">${named(row.status)}</span>`;
}

function why({ word, reason }: Row): Html {
  return html`${reason === undefined ? html`` : html`${sentence(reason)}<br>`}<code class="ww-soft">${named(word)}</code>`;
}
