import { html } from '../../functions/core/html.ts';
import { severities } from '../../functions/core/severity.ts';
import { alertsView } from '../../functions/views/alerts-view.ts';
import { addressText, withQuery } from '../address.ts';
import type { Page } from '../page.ts';
import { selectField, textField } from '../parts/fields.ts';
import { pager, panel, shown, tabs } from '../parts/panel.ts';
import { questions } from '../questions.ts';
import type { Screen } from '../screen.ts';

const states = [
  ['all', 'All'],
  ['firing', 'Firing'],
  ['pending', 'Pending'],
  ['resolved', 'Ended'],
] as const;

export const alertsPage: Page = {
  title: 'Alerts',
  asks: (address) => [questions.alerts(address)],
  show(screen) {
    const { address } = screen;
    const asked = questions.alerts(address);
    const list = shown(screen, asked, ({ alerts, firing }) => alertsView({ alerts, firing }, screen.tools));
    return html`<h1>Alerts</h1>
      <div class="filters">${stateTabs(screen)}${filter(screen)}</div>
      ${panel('list', stateWords(address.query.state), list, { isWide: true })}
      ${pager(address, screen.read(asked)?.next)}`;
  },
};

function stateWords(state = 'all'): string {
  return `${states.find(([name]) => name === state)?.[1] ?? state} alerts`;
}

function stateTabs({ address }: Screen) {
  return tabs(
    'State of the alerts',
    states.map(([state, words]) => ({
      words,
      href: addressText(withQuery(address, { state: state === 'all' ? undefined : state })),
      isHere: (address.query.state ?? 'all') === state,
    })),
  );
}

function filter({ address }: Screen) {
  const all = [['', 'All'], ...severities.map((severity) => [severity, severity] as const)] as const;
  return html`<form class="scope" data-do="filter" data-at-once>
    ${selectField({ id: 'filter-severity', name: 'severity', words: 'Severity', value: address.query.severity ?? '', options: all })}
    ${textField({ id: 'filter-rule', name: 'rule', words: 'Rule', type: 'search', value: address.query.rule ?? '', placeholder: 'All' })}
  </form>`;
}
