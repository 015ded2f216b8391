import { type Html, html } from '../../functions/core/html.ts';
import { countText } from '../../functions/core/number-text.ts';
import { severities } from '../../functions/core/severity.ts';
import { moment, named } from '../../functions/views/parts.ts';
import { table } from '../../functions/views/table.ts';
import type { RuleTest } from '../answers.ts';
import { kept, keptName } from '../kept.ts';
import { deedButton } from '../parts/buttons.ts';
import { deedPath } from '../questions.ts';
import type { Screen } from '../screen.ts';

type Judged = RuleTest['series'][number];

/** The rule judged at this moment; nothing is changed by it. */
export function testPanel(rule: string, screen: Screen): Html {
  const { address, mayOperate, isBusy } = screen;
  const keepAs = keptName('test', rule, address.query.tenant);
  const path = deedPath(`rules/${encodeURIComponent(rule)}/test`, address.query.tenant);
  const test = deedButton('Test now', { method: 'POST', path, keepAs }, { isBusy: isBusy(keepAs), look: 'main' });
  const notify = deedButton('Send a test notice', {
    method: 'POST',
    path,
    body: { notify: true },
    keepAs,
    confirm: 'Everybody whom its alerts would reach gets a notice that says it is a test. Send it?',
  });
  const result = kept<RuleTest>(screen, keepAs);
  return html`<div class="tools">${test}${mayOperate ? notify : undefined}</div>
    ${result === undefined ? html`<p class="quiet">Judges the rule as it is now, for everything that it tells apart. Nothing is changed.</p>` : shownTest(result, screen)}`;
}

function shownTest({ at, series, sent }: RuleTest, { tools }: Screen): Html {
  const told = sent?.map(({ channel, outcome, why }) => html`<li>${channel}: ${outcome}${why ? `, ${why}` : ''}</li>`);
  const judged =
    series.length === 0
      ? html`<p>There is nothing that it could judge: no traffic of what it looks at.</p>`
      : judgedTable(series);
  return html`<p class="quiet">Judged at ${moment(at, tools)}</p>${judged}${told === undefined ? undefined : html`<p>Test notice:</p><ul class="plain-list">${told}</ul>`}`;
}

function judgedTable(series: readonly Judged[]): Html {
  return table<Judged>(
    'What the rule sees now',
    [
      { head: 'Of', isText: true, cell: ({ labels }) => named(Object.values(labels).join(' · ') || 'all') },
      { head: 'Verdict', isText: true, cell: ({ verdicts }) => verdictWords(verdicts) },
      { head: 'Value', cell: ({ value, valueText }) => valueText ?? (value === undefined ? '–' : `${value}`) },
      { head: 'Cases', cell: ({ sample }) => countText(sample) },
      { head: 'Failures', cell: ({ failures }) => countText(failures) },
    ],
    series,
  );
}

function verdictWords(verdicts: Judged['verdicts']): Html {
  const worst = severities.find((severity) => verdicts[severity] === 'bad');
  if (worst !== undefined) return html`<span class="state firing">bad: ${worst}</span>`;
  const isGood = severities.every((severity) => verdicts[severity] === undefined || verdicts[severity] === 'good');
  return isGood ? html`<span class="state calm">good</span>` : html`<span class="state expired">unknown</span>`;
}
