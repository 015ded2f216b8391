import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../console/address.ts';
import { type Meant, matchersOf, meantBy } from '../../console/forms.ts';
import type { Dialog } from '../../console/state.ts';

function meant(
  form: string,
  fields: Record<string, string>,
  more: { hash?: string; dialog?: Dialog; told?: object } = {},
): Meant {
  const { hash = '#/alerts', dialog, told = {} } = more;
  const sent = { form, fields: new URLSearchParams(fields), told: { ...told } };
  return meantBy(sent, { address: parseAddress(hash), dialog });
}

describe('a form of the console', () => {
  test('says what it filters by in the address, and forgets the cursor', () => {
    expect(meant('filter', { provider: 'telnyx', campaign: ' otp ' }, { hash: '#/overview?cursor=x&last=7d' })).toEqual(
      {
        kind: 'go',
        to: '#/overview?last=7d&provider=telnyx&campaign=otp',
      },
    );
  });

  test('a range of its own takes the place of one up to now', () => {
    const to = { from: '2026-11-20T10:00', to: '' };
    expect(meant('filter', to, { hash: '#/overview?last=7d' })).toEqual({
      kind: 'go',
      to: '#/overview?from=2026-11-20T10%3A00',
    });
  });

  test('another tenant has other campaigns', () => {
    expect(meant('tenant', { tenant: 'acme' }, { hash: '#/overview?campaign=otp&last=7d&tenant=main' })).toEqual({
      kind: 'go',
      to: '#/overview?last=7d&tenant=acme',
    });
  });

  test('acts for the tenant that is looked at', () => {
    expect(meant('snooze', { for: '4h' }, { hash: '#/alerts/7f3a?tenant=acme', told: { alert: '7f3a' } })).toEqual({
      kind: 'deed',
      deed: { method: 'POST', path: 'v1/alerts/7f3a/snooze?tenant=acme', body: { for: '4h' } },
    });
  });

  test('does what was asked about once it is confirmed, and does not ask again', () => {
    const deed = { method: 'DELETE', path: 'v1/silences/s1', confirm: 'End it?' } as const;
    expect(meant('confirm', {}, { dialog: { kind: 'confirm', deed } })).toEqual({
      kind: 'deed',
      deed: { method: 'DELETE', path: 'v1/silences/s1', confirm: undefined },
    });
  });

  test('overrides a rule by settings that are JSON', () => {
    const dialog: Dialog = { kind: 'override', rule: 'opt-outs', settings: '' };
    expect(meant('override', { settings: '{"minSamples":50}', for: '4h' }, { dialog })).toMatchObject({
      deed: { method: 'PUT', path: 'v1/rules/opt-outs/override', body: { value: { minSamples: 50 }, for: '4h' } },
    });
    expect(meant('override', { settings: '{minSamples:50}', for: '' }, { dialog })).toMatchObject({
      kind: 'unreadable',
    });
  });

  test('backtests with or without settings that are tried', () => {
    expect(meant('backtest', { last: '24h', sweep: '' }, { told: { rule: 'opt-outs' } })).toMatchObject({
      deed: { path: 'v1/rules/opt-outs/backtest', body: { last: '24h' } },
    });
    expect(meant('backtest', { last: '6h', sweep: 'minSamples=20,50' }, { told: { rule: 'opt-outs' } })).toMatchObject({
      deed: { body: { last: '6h', sweep: 'minSamples=20,50' } },
    });
  });

  test.each(['+14155550123', '(415) 555-0123', '1 415 555 0123'])('a number stands in no address: %s', (what) => {
    expect(meant('look-up', { what })).toMatchObject({
      deed: { method: 'POST', path: 'v1/messages/search', body: { to: what } },
    });
  });

  test.each(['SM0123456789abcdef0123456789abcdef', '40385f64-5717-4562-b3fc-2c963f66afa6'])(
    'an id does: %s',
    (what) => {
      expect(meant('look-up', { what })).toEqual({ kind: 'go', to: `#/messages/${what}` });
    },
  );
});

test('matchers are the rows that name a label', () => {
  const fields = new URLSearchParams(
    'label=campaign&op=%3D~&value=spring-.*&label=+&op=%3D&value=x&label=carrier&op=!%3D&value=',
  );
  expect(matchersOf(fields)).toEqual([
    { label: 'campaign', op: '=~', value: 'spring-.*' },
    { label: 'carrier', op: '!=', value: '' },
  ]);
});
