import { describe, expect, test } from 'vitest';
import { addressText, goTo, parseAddress, queryText, withQuery } from '../../console/address.ts';

describe('an address of the console', () => {
  test.each([
    ['', { page: 'overview', query: {} }],
    ['#/alerts', { page: 'alerts', query: {} }],
    ['#/alerts/7f3a9c?tenant=main&last=7d', { page: 'alerts', id: '7f3a9c', query: { tenant: 'main', last: '7d' } }],
    ['#/nothing-of-ours/x', { page: 'overview', query: {} }],
    ['#/rules/%E0%A4%A', { page: 'rules', id: '%E0%A4%A', query: {} }],
  ])('%s is read', (hash, address) => {
    expect(parseAddress(hash)).toEqual(address);
  });

  test.each(['spring & <script>alert(1)</script>', 'a/b?c#d', '🌷 "quoted" 100 %', 'x'.repeat(1000)])(
    'what it names is named again when it is read: %s',
    (name) => {
      const address = { page: 'messages', id: name, query: { campaign: name } } as const;
      expect(parseAddress(addressText(address))).toEqual(address);
    },
  );

  test('leads to another page with the same filters, and without what was of the page alone', () => {
    const here = parseAddress('#/alerts?tenant=acme&last=7d&severity=high&cursor=abc');
    expect(goTo(here, 'overview')).toBe('#/overview?tenant=acme&last=7d');
  });

  test('begins lists anew when a filter changes', () => {
    const here = parseAddress('#/audit?cursor=abc&tenant=main');
    expect(addressText(withQuery(here, { tenant: 'acme' }))).toBe('#/audit?tenant=acme');
  });

  test('asks for nothing that is empty', () => {
    expect(queryText({ tenant: '', provider: undefined, last: '24h' })).toBe('last=24h');
  });
});
