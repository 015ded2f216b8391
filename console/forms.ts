import { type Address, addressText, goTo, withQuery } from './address.ts';
import { keptName } from './kept.ts';
import { foundByNumber } from './pages/messages-page.ts';
import { alertPath } from './parts/buttons.ts';
import type { Deed } from './question.ts';
import { deedPath } from './questions.ts';
import type { State } from './state.ts';

/** What a form means that was sent. */
export type Meant =
  | { kind: 'deed'; deed: Deed }
  | { kind: 'go'; to: string }
  | { kind: 'sign-in'; token: string; name: string }
  | { kind: 'name'; name: string }
  | { kind: 'unreadable'; why: string }
  | { kind: 'nothing' };

/** @property told of what the form is: an alert, a rule */
export type Sent = {
  form: string;
  fields: URLSearchParams;
  told: Readonly<Record<string, string | undefined>>;
};

export function meantBy({ form, fields, told }: Sent, state: Pick<State, 'address' | 'dialog'>): Meant {
  const { address, dialog } = state;
  const { tenant } = address.query;
  const text = (name: string) => (fields.get(name) ?? '').trim();
  const post = (path: string, body: unknown): Meant => ({ kind: 'deed', deed: { method: 'POST', path, body } });
  switch (form) {
    case 'sign-in':
      return { kind: 'sign-in', token: text('token'), name: text('name') };
    case 'name':
      return { kind: 'name', name: text('name') };
    case 'tenant':
      return {
        kind: 'go',
        to: addressText({
          page: address.page,
          query: { ...address.query, tenant: text('tenant'), campaign: undefined, cursor: undefined },
        }),
      };
    case 'filter':
      return { kind: 'go', to: filtered(address, fields) };
    case 'confirm':
      return dialog?.kind === 'confirm'
        ? { kind: 'deed', deed: { ...dialog.deed, confirm: undefined } }
        : { kind: 'nothing' };
    case 'silence':
      return post(deedPath('silences', tenant), {
        matchers: matchersOf(fields),
        for: text('for'),
        comment: text('comment'),
      });
    case 'override':
      return dialog?.kind === 'override' ? override(dialog.rule, fields, tenant) : { kind: 'nothing' };
    case 'take-over':
      return dialog?.kind === 'take-over'
        ? post(deedPath(`oncall/${encodeURIComponent(dialog.schedule)}/take-over`, tenant), {
            person: text('person'),
            for: text('for'),
          })
        : { kind: 'nothing' };
    case 'snooze':
      return post(alertPath(told.alert ?? '', 'snooze', tenant), { for: text('for') });
    case 'comment':
      return post(alertPath(told.alert ?? '', 'comment', tenant), { text: text('text') });
    case 'backtest':
      return backtest(told.rule ?? '', fields, tenant);
    case 'look-up':
      return lookUp(text('what'), address);
    default:
      return { kind: 'nothing' };
  }
}

/** A range of one's own and one up to now exclude each other. */
function filtered(address: Address, fields: URLSearchParams): string {
  const changes = Object.fromEntries([...fields].map(([name, value]) => [name, value.trim() || undefined]));
  return addressText(withQuery(address, { ...changes, ...(changes.from !== undefined && { last: undefined }) }));
}

/** Rows without a label do not count. */
export function matchersOf(fields: URLSearchParams): { label: string; op: string; value: string }[] {
  const [ops, values] = [fields.getAll('op'), fields.getAll('value')];
  const rows = fields
    .getAll('label')
    .map((label, index) => ({ label: label.trim(), op: ops[index] ?? '=', value: values[index] ?? '' }));
  return rows.filter(({ label }) => label !== '');
}

function override(rule: string, fields: URLSearchParams, tenant: string | undefined): Meant {
  const value = jsonOf(fields.get('settings') ?? '');
  if (value === undefined)
    return {
      kind: 'unreadable',
      why: 'The settings are no JSON: write { "minSamples": 50 }, with quotes around names.',
    };
  const path = deedPath(`rules/${encodeURIComponent(rule)}/override`, tenant);
  const lasts = fields.get('for') ?? '';
  return { kind: 'deed', deed: { method: 'PUT', path, body: { value, ...(lasts !== '' && { for: lasts }) } } };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function backtest(rule: string, fields: URLSearchParams, tenant: string | undefined): Meant {
  const sweep = (fields.get('sweep') ?? '').trim();
  const body = {
    last: fields.get('last') ?? '24h',
    ...(sweep !== '' && { sweep }),
  };
  const path = deedPath(`rules/${encodeURIComponent(rule)}/backtest`, tenant);
  return { kind: 'deed', deed: { method: 'POST', path, body, keepAs: keptName('backtest', rule, tenant) } };
}

/** A number goes into no address: the browser would keep it. */
function lookUp(what: string, address: Address): Meant {
  if (!/^\+?[\d\s().-]{7,24}$/.test(what)) return { kind: 'go', to: goTo(address, 'messages', what) };
  const path = deedPath('messages/search', address.query.tenant);
  return { kind: 'deed', deed: { method: 'POST', path, body: { to: what }, keepAs: foundByNumber } };
}
