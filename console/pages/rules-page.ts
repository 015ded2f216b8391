import { type Html, html } from '../../functions/core/html.ts';
import { durationText } from '../../functions/core/number-text.ts';
import { emptyState } from '../../functions/views/parts.ts';
import { table } from '../../functions/views/table.ts';
import { goTo } from '../address.ts';
import type { Rules } from '../answers.ts';
import type { Page } from '../page.ts';
import { panel, shown } from '../parts/panel.ts';
import { questions } from '../questions.ts';
import type { Screen } from '../screen.ts';

type Rule = Rules['rules'][number];

export const rulesPage: Page = {
  title: 'Rules',
  asks: (address) => [questions.rules(address)],
  show(screen) {
    return html`<h1>Rules</h1>${panel(
      'rules',
      'What is watched',
      shown(screen, questions.rules(screen.address), (answer) => list(answer, screen)),
      { isWide: true },
    )}`;
  },
};

function list({ rules }: Rules, screen: Screen): Html {
  if (rules.length === 0)
    return emptyState(
      'There are no rules.',
      html`Add recommendedRules to wirewatch.config.ts; <code>npx wirewatch rules check</code> lists them.`,
    );
  const on = rules.filter(({ enabled }) => enabled).sort((a, b) => rank(a) - rank(b));
  const off = rules.filter(({ enabled }) => !enabled);
  const more = html`<details id="rules-off"><summary>${off.length} more are off</summary>${ruleTable('Rules that are off', off, screen)}</details>`;
  return html`${ruleTable('Rules that are on, those with alerts first', on, screen)}${off.length === 0 ? undefined : more}`;
}

function ruleTable(caption: string, rules: readonly Rule[], { address }: Screen): Html {
  return table<Rule>(
    caption,
    [
      {
        head: 'Rule',
        isText: true,
        cell: ({ id, summary }) =>
          html`<a href="${goTo(address, 'rules', id)}">${id}</a><span class="under" dir="auto">${summary}</span>`,
      },
      { head: 'State', isText: true, cell: ruleState },
      { head: 'Last value', cell: ({ last }) => last?.valueText ?? '–' },
      { head: 'Threshold', isText: true, tone: () => 'ww-wide', cell: ({ levels }) => thresholds(levels) },
      { head: 'Every', cell: ({ everyMs }) => durationText(everyMs) },
    ],
    rules,
  );
}

/** `critical 90 %, high 95 %` */
function thresholds(levels: Rule['levels']): string {
  return levels
    .map(({ severity, threshold = '' }) => `${severity} ${threshold.replace(/^threshold /, '')}`.trim())
    .join(', ');
}

function rank({ firing, pending }: Rule): number {
  if (firing > 0) return 0;
  return pending > 0 ? 1 : 2;
}

/** In one word or two how a rule stands. */
export function ruleState({
  enabled,
  firing,
  pending,
  overridden,
}: Pick<Rule, 'enabled' | 'firing' | 'pending' | 'overridden'>): Html {
  const own = overridden ? html` <span class="ww-pill">overridden</span>` : undefined;
  if (!enabled) return html`<span class="state expired">off</span>${own}`;
  if (firing > 0) return html`<span class="state firing">${firing} firing</span>${own}`;
  if (pending > 0) return html`<span class="state pending">${pending} about to fire</span>${own}`;
  return html`<span class="state calm">calm</span>${own}`;
}
