import { type Html, html } from '../../functions/core/html.ts';
import { emptyState, moment, named } from '../../functions/views/parts.ts';
import type { Audit } from '../answers.ts';
import type { Page } from '../page.ts';
import { pager, panel, shown } from '../parts/panel.ts';
import { questions } from '../questions.ts';
import type { Screen } from '../screen.ts';

export const auditPage: Page = {
  title: 'Audit',
  asks: (address) => [questions.audit(address)],
  show(screen) {
    const asked = questions.audit(screen.address);
    return html`<h1>Audit</h1>${panel(
      'audit',
      'Who did what',
      shown(screen, asked, (answer) => list(answer, screen)),
      { isWide: true },
    )}
      ${pager(screen.address, screen.read(asked)?.next)}`;
  },
};

function list({ records }: Audit, screen: Screen): Html {
  if (records.length === 0)
    return emptyState(
      'Nobody has done anything yet.',
      html`Everything that people change stands here: in this page, in messages, dashboards and the command line.`,
    );
  return html`<ol class="timeline audit">${records.map((record) => entry(record, screen))}</ol>`;
}

function entry({ at, by, did, changes, unlisted }: Audit['records'][number], { tools }: Screen): Html {
  const lines = changes.map(
    ({ what, before, after }) => html`<li>${named(what)}: <span class="before">${before}</span> → ${after}</li>`,
  );
  const rest = unlisted === undefined ? undefined : html`<li class="quiet">and ${unlisted} more</li>`;
  return html`<li><span class="when">${moment(at, tools)}</span><div><p><strong>${named(by.name)}</strong> <span class="quiet">by ${by.via}</span> ${did.replaceAll('-', ' ')}</p><ul class="plain-list">${lines}${rest}</ul></div></li>`;
}
