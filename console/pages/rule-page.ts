import { type Html, html } from '../../functions/core/html.ts';
import { durationText } from '../../functions/core/number-text.ts';
import { goTo } from '../address.ts';
import type { RuleDetail } from '../answers.ts';
import type { Page } from '../page.ts';
import { deedButton, dialogButton } from '../parts/buttons.ts';
import { panel, shown } from '../parts/panel.ts';
import { deedPath, questions } from '../questions.ts';
import type { Screen } from '../screen.ts';
import { backtestPanel } from './backtest-panel.ts';
import { ruleState } from './rules-page.ts';
import { testPanel } from './test-panel.ts';

export const rulePage: Page = {
  title: 'Rule',
  asks: (address) => [questions.rule(address, address.id ?? '')],
  show(screen) {
    const { address } = screen;
    return html`<p class="crumbs"><a href="${goTo(address, 'rules')}">Rules</a></p>
      ${shown(screen, questions.rule(address, address.id ?? ''), (rule) => detail(rule, screen))}`;
  },
};

function detail(rule: RuleDetail, screen: Screen): Html {
  return html`<h1 class="is-id">${rule.id}</h1><p class="quiet" dir="auto">${rule.summary}</p>
    <p>${ruleState(rule)}</p>${screen.mayOperate ? tools(rule, screen) : undefined}
    <div class="grid">
      ${panel('now', 'Judged now', testPanel(rule.id, screen), { isWide: true })}
      ${panel('backtest', 'Backtest', backtestPanel(rule.id, screen), { isWide: true })}
      ${panel('facts', 'What it is', facts(rule, screen))}
      ${panel('settings', 'Settings', settings(rule))}
    </div>`;
}

function tools({ id, enabled, overridden, override }: RuleDetail, { address, isBusy }: Screen): Html {
  const path = deedPath(`rules/${encodeURIComponent(id)}/override`, address.query.tenant);
  const busy = { isBusy: isBusy(path) };
  const put = (value: unknown, confirm?: string) => ({ method: 'PUT', path, body: { value }, confirm }) as const;
  const off = `Switch ${id} off? Its alerts end, and it finds nothing until it is switched on again.`;
  const toggle = enabled
    ? deedButton('Switch off', put({ ...override?.value, enabled: false }, off), busy)
    : deedButton('Switch on', put({ ...override?.value, enabled: true }), busy);
  const back = `The deployed settings of ${id} stand again. Remove the override?`;
  const settings = JSON.stringify(override?.value ?? { minSamples: 50 }, null, 2);
  return html`<div class="tools">${toggle}${dialogButton('Override …', { kind: 'override', rule: id, settings })}
    ${overridden ? deedButton('Remove the override', { method: 'DELETE', path, confirm: back }, busy) : undefined}</div>`;
}

function facts({ kind, by, everyMs, levels, impact, runbook }: RuleDetail, { address }: Screen): Html {
  const level = ({ severity, threshold, forMs }: RuleDetail['levels'][number]) =>
    html`<li><strong>${severity}</strong> ${threshold ?? ''}${forMs > 0 ? ` for ${durationText(forMs)}` : ''}</li>`;
  const guide =
    runbook !== undefined && /^https?:\/\//.test(runbook)
      ? html`<div><dt>Runbook</dt><dd><a href="${runbook}" rel="noreferrer">Open it</a></dd></div>`
      : undefined;
  return html`<dl class="facts">
    <div><dt>Kind</dt><dd>${kind}</dd></div>
    <div><dt>Told apart by</dt><dd>${by.length === 0 ? 'nothing: one for all' : by.join(', ')}</dd></div>
    <div><dt>Every</dt><dd>${durationText(everyMs)}</dd></div>
    <div><dt>Fires</dt><dd><ul class="plain-list">${levels.map(level)}</ul></dd></div>
    ${impact === undefined ? undefined : html`<div><dt>Impact</dt><dd dir="auto">${impact}</dd></div>`}${guide}
    <div><dt>Alerts</dt><dd><a href="${goTo(address, 'alerts')}">All alerts</a></dd></div>
  </dl>`;
}

function settings({ settings: held, override }: RuleDetail): Html {
  const own =
    override === undefined
      ? html`<p class="quiet">As deployed.</p>`
      : html`<p>Overridden: <code>${JSON.stringify(override.value)}</code></p>${override.refused === undefined ? undefined : html`<p class="failed"><strong>The override does not apply.</strong> ${override.refused}</p>`}`;
  return html`${own}<pre class="json" tabindex="0" role="region" aria-label="Settings of the rule"><code>${JSON.stringify(held, null, 2)}</code></pre>`;
}
