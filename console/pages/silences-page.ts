import { type Html, html } from '../../functions/core/html.ts';
import { emptyState, moment, named } from '../../functions/views/parts.ts';
import { table } from '../../functions/views/table.ts';
import type { Silences } from '../answers.ts';
import type { Page } from '../page.ts';
import { deedButton, dialogButton } from '../parts/buttons.ts';
import { pager, panel, shown } from '../parts/panel.ts';
import { deedPath, questions } from '../questions.ts';
import type { Screen } from '../screen.ts';

type Silence = Silences['silences'][number];

const stateWords = { active: 'active', pending: 'not yet', expired: 'over' } as const;

export const silencesPage: Page = {
  title: 'Silences',
  asks: (address) => [questions.silences(address)],
  show(screen) {
    const asked = questions.silences(screen.address);
    const add = dialogButton(
      'New silence',
      { kind: 'silence', title: 'Nobody is told of alerts that it covers.', matchers: [] },
      'main',
    );
    return html`<div class="page-head"><h1>Silences</h1>${screen.mayOperate ? add : undefined}</div>
      ${panel(
        'silences',
        'Who is not told of what',
        shown(screen, asked, (answer) => list(answer, screen)),
        { isWide: true },
      )}
      ${pager(screen.address, screen.read(asked)?.next)}`;
  },
};

function list({ silences }: Silences, screen: Screen): Html {
  if (silences.length === 0)
    return emptyState(
      'Nothing is silenced.',
      html`Silence an alert on its page, or write a silence here before planned work begins.`,
    );
  return table<Silence>(
    'Silences',
    [
      {
        head: 'Alerts with',
        isText: true,
        tone: () => 'ww-wide',
        cell: ({ words }) => html`<bdi class="wrap">${words}</bdi>`,
      },
      {
        head: 'State',
        isText: true,
        cell: ({ state }) => html`<span class="state ${state}">${stateWords[state]}</span>`,
      },
      { head: 'Until', isText: true, cell: ({ endsAt }) => moment(endsAt, screen.tools) },
      {
        head: 'Why',
        isText: true,
        tone: () => 'ww-wide',
        cell: ({ comment }) => html`<bdi class="wrap">${comment === '' ? '–' : comment}</bdi>`,
      },
      { head: 'By', isText: true, cell: ({ by }) => named(by.name) },
      { head: 'Action', isText: true, cell: (silence) => end(silence, screen) },
    ],
    silences,
  );
}

function end({ id, state, words }: Silence, { address, mayOperate, isBusy }: Screen): Html {
  if (!mayOperate || state === 'expired') return html``;
  const path = deedPath(`silences/${encodeURIComponent(id)}`, address.query.tenant);
  return deedButton(
    'End',
    { method: 'DELETE', path, confirm: `End the silence of ${words}?` },
    { isBusy: isBusy(path) },
  );
}
