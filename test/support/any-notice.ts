import fc from 'fast-check';
import type { AlertText, Notice } from '../../functions/channels/channel.ts';
import { severities } from '../../functions/core/severity.ts';
import { acknowledgedNotice, groupNotice, resolvedNotice } from './notices.ts';

const long = fc
  .tuple(fc.constantFrom('x', 'ü', '😀', '\ud800', '"', '\n', '&'), fc.constantFrom(49, 131, 1025, 16_000, 60_000))
  .map(([character, times]) => character.repeat(times));

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    '<script>alert(1)</script>',
    '<!channel> @here',
    '"\'`\\',
    '\ud83d',
    'a\r\nb\u2028c',
    '{value} $1',
  ),
  long,
);
const texts = fc.array(anyText, { maxLength: 4 });

const anyAlertText: fc.Arbitrary<AlertText> = fc.record({
  title: anyText,
  comparison: anyText,
  facts: texts,
  members: texts,
  why: texts,
  remedy: anyText,
  impact: anyText,
  links: fc.array(fc.record({ label: anyText, url: fc.webUrl() }), { maxLength: 4 }),
  people: texts,
  footer: anyText,
});

const label = fc.constantFrom('rule', 'provider', 'carrier', 'campaign');

/** A notice of any kind that is sent at once, with any names and texts in it, at any length. */
export const anyNotice: fc.Arbitrary<Notice> = fc
  .record({
    base: fc.constantFrom(groupNotice(3), groupNotice(20), acknowledgedNotice(), resolvedNotice()),
    text: anyAlertText,
    labels: fc.dictionary(label, anyText),
    severity: fc.constantFrom(...severities),
    reference: fc.option(fc.constant('known'), { nil: undefined }),
  })
  .map(({ base, text, labels, severity, reference }) => {
    const { reference: _, ...notice } = base;
    const firing = base.firing.map(({ alert, ...one }) => ({ ...one, alert: { ...alert, labels }, text }));
    return { ...notice, text, labels, severity, firing, ...(reference && { reference }) };
  });
