import { type Html, html } from '../../functions/core/html.ts';
import { severities } from '../../functions/core/severity.ts';
import { durations } from '../format.ts';
import type { Screen } from '../screen.ts';
import type { Dialog, MatcherRow } from '../state.ts';
import { selectField, textArea, textField } from './fields.ts';

/** What is asked before something is done. Its name is told when it opens, and Escape closes it. */
export function dialogMarkup(screen: Screen): Html {
  const { dialog, dialogProblem } = screen.state;
  if (dialog === undefined) return html``;
  const { title, content, submit, look = 'main' } = contentOf(dialog, screen);
  return html`<dialog id="dialog-${dialog.kind}" class="dialog" aria-labelledby="dialog-title"><form data-do="${dialog.kind}">
    <h2 id="dialog-title">${title}</h2>${content}${dialogProblem === undefined ? undefined : html`<p class="failed" role="alert">${dialogProblem}</p>`}
    <footer><button type="button" class="button plain" data-do="close">Cancel</button><button class="button ${look}">${submit}</button></footer>
  </form></dialog>`;
}

type Content = { title: string; content: Html; submit: string; look?: 'main' | 'danger' };

function contentOf(dialog: Dialog, screen: Screen): Content {
  switch (dialog.kind) {
    case 'silence':
      return silenceContent(dialog);
    case 'confirm':
      return { title: 'Are you sure?', content: html`<p>${dialog.deed.confirm ?? ''}</p>`, submit: 'Yes, do it' };
    case 'override':
      return overrideContent(dialog);
    case 'take-over':
      return takeOverContent(dialog.schedule, screen);
    case 'name':
      return nameContent(screen);
  }
}

const emptyRow: MatcherRow = { label: '', op: '=', value: '' };
const operators = [
  ['=', 'is'],
  ['!=', 'is not'],
  ['=~', 'matches'],
  ['!~', 'does not match'],
] as const;

function silenceContent({ title, matchers }: Extract<Dialog, { kind: 'silence' }>): Content {
  const rows = [...matchers, ...Array.from({ length: matchers.length === 0 ? 2 : 1 }, () => emptyRow)];
  const content = html`<p>${title}</p>
    <fieldset class="matchers"><legend>Alerts of which all of this is true</legend>
      ${rows.map((row, index) => matcherRow(row, index))}
      <p class="hint">Labels such as campaign, carrier, provider, rule or severity (${severities.join(', ')}). Rows without a label do not count.</p>
    </fieldset>
    ${selectField({ id: 'silence-for', name: 'for', words: 'For', value: '4h', options: durations })}
    ${textArea({ id: 'silence-comment', name: 'comment', words: 'Why', isRequired: true, hint: 'Others read it when they wonder why nobody was told.' })}`;
  return { title: 'Silence', content, submit: 'Silence' };
}

function matcherRow({ label, op, value }: MatcherRow, index: number): Html {
  const number = index + 1;
  const options = operators.map(
    ([one, words]) => html`<option value="${one}"${one === op ? html` selected` : undefined}>${words}</option>`,
  );
  return html`<div class="matcher">
    <input name="label" aria-label="Label ${number}" value="${label}" placeholder="label" autocomplete="off" spellcheck="false">
    <select name="op" aria-label="Comparison ${number}">${options}</select>
    <input name="value" aria-label="Value ${number}" value="${value}" placeholder="value" autocomplete="off" spellcheck="false">
  </div>`;
}

function overrideContent({ rule, settings }: Extract<Dialog, { kind: 'override' }>): Content {
  const content = html`<p>These settings of <code>${rule}</code> stand instead of the deployed ones until the override is removed.</p>
    ${textArea({ id: 'override-settings', name: 'settings', words: 'Settings, as JSON', value: settings, rows: 10, isRequired: true, hint: 'Only what is to be different, for example { "minSamples": 50 }' })}
    ${selectField({ id: 'override-for', name: 'for', words: 'Until', value: '', options: [['', 'it is removed'], ...durations] })}`;
  return { title: 'Override the rule', content, submit: 'Override' };
}

function takeOverContent(schedule: string, { state }: Screen): Content {
  const content = html`<p>Somebody takes <code>${schedule}</code> over from now on.</p>
    ${textField({ id: 'take-over-person', name: 'person', words: 'Who', value: state.session.name, isRequired: true, hint: 'As the person is called in the configuration' })}
    ${selectField({ id: 'take-over-for', name: 'for', words: 'For', value: '8h', options: durations })}`;
  return { title: 'Take over', content, submit: 'Take over' };
}

function nameContent({ state, about }: Screen): Content {
  const { name = '', scopes = [] } = about?.caller ?? {};
  const content = html`${textField({ id: 'your-name', name: 'name', words: 'Your name', value: state.session.name, most: 100, hint: 'Stands beside what you do: in alerts, messages and the audit.' })}
    <p class="hint">The token is called “${name}” and may: ${scopes.join(', ')}.</p>
    <p><button type="button" class="button plain" data-do="sign-out">Forget the token in this tab</button></p>`;
  return { title: 'Who you are', content, submit: 'Save' };
}
