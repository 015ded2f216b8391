import { type Html, html } from '../../functions/core/html.ts';
import { goTo } from '../address.ts';
import type { AlertDetail } from '../answers.ts';
import { durations } from '../format.ts';
import type { Screen } from '../screen.ts';
import { alertPath, deedButton, dialogButton } from './buttons.ts';
import { selectField, textField } from './fields.ts';

/** Everything that can be done about an alert. */
export function alertTools(alert: AlertDetail, screen: Screen): Html {
  if (!screen.mayOperate)
    return html`<p class="quiet">This token may read only: npx wirewatch token create … --scope operate makes one that may act.</p>`;
  return html`<div class="tools">${alert.state === 'firing' ? whileFiring(alert, screen) : undefined}${silence(alert)}
      <a class="button plain" href="${goTo(screen.address, 'rules', alert.rule)}">Its rule</a></div>
    ${comment(alert)}`;
}

function whileFiring({ id, handled }: AlertDetail, { address, isBusy }: Screen): Html {
  const { tenant } = address.query;
  const button = (words: string, action: string, body = {}, confirm?: string) => {
    const path = alertPath(id, action, tenant);
    return deedButton(
      words,
      { method: 'POST', path, body, confirm },
      { isBusy: isBusy(path), look: action === 'acknowledge' ? 'main' : 'plain' },
    );
  };
  const isSnoozed = handled.mutes.some(({ words }) => words.includes('snooz'));
  return html`${handled.acknowledged === undefined ? button('Acknowledge', 'acknowledge') : button('Take back', 'unacknowledge')}
    ${isSnoozed ? button('Wake', 'wake') : snooze(id)}
    ${button('Resolve', 'resolve', {}, 'It fires again if the rule still finds it. Resolve it?')}`;
}

function snooze(id: string): Html {
  return html`<form class="inline" data-do="snooze" data-alert="${id}">
    ${selectField({ id: 'snooze-for', name: 'for', words: 'Snooze for', value: '1h', options: durations })}<button class="button plain">Snooze</button></form>`;
}

function silence({ rule, labels, title }: AlertDetail): Html {
  const matchers = Object.entries({ rule, ...labels }).map(([label, value]) => ({ label, op: '=', value }));
  return dialogButton('Silence …', { kind: 'silence', title, matchers });
}

function comment({ id }: AlertDetail): Html {
  return html`<form class="inline comment" data-do="comment" data-alert="${id}">
    ${textField({ id: 'comment-text', name: 'text', words: 'Comment', isRequired: true, placeholder: 'What others should know' })}<button class="button plain">Comment</button></form>`;
}
