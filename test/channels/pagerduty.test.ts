import { describe, expect, test } from 'vitest';
import { pagerduty } from '../../functions/channels/pagerduty/pagerduty.ts';
import { eventBody, pagerdutyEvent } from '../../functions/channels/pagerduty/pagerduty-event.ts';
import { severities } from '../../functions/core/severity.ts';
import { firingNotice, resolvedNotice } from '../support/notices.ts';

const dedup_key = 'wirewatch/prod/main/delivery-by-carrier/7f3a9c0b1d2e';

describe('PagerDuty', () => {
  test('is triggered with what, how bad, since when, details and links', () => {
    expect(JSON.parse(eventBody(firingNotice(), 'the-key', 'wirewatch/prod'))).toEqual({
      routing_key: 'the-key',
      event_action: 'trigger',
      dedup_key,
      client: 'Wirewatch',
      client_url: 'https://dash.example/d',
      payload: {
        summary: 'CRITICAL  Delivery on AT&T through Telnyx is 61 %  (threshold 90 %, usually 97 %)',
        source: 'wirewatch/prod',
        severity: 'critical',
        timestamp: '2026-11-21T19:03:00.000Z',
        component: 'telnyx',
        group: 'main',
        class: 'delivery-by-carrier',
        custom_details: {
          facts: ['since 14:03 EST, 12 min', '468 of 1,204 messages failed', 'campaigns spring-promo 402, otp 66'],
          why: ['311 × 40008 undeliverable', '120 × 40001 not routable', '37 × 40002 blocked as spam'],
          remedy:
            '40008: the carrier gave no reason: if only one carrier is hit, wait for it, and do not resend within 15 min.',
          cost: '$9.36 in failed segments in 15 min',
          impact: 'Customers on AT&T do not get their messages.',
          labels: { provider: 'telnyx', carrier: 'AT&T' },
          reason: 'first',
          alert: 'delivery-by-carrier · 7f3a9c',
        },
      },
      links: [
        { href: 'https://dash.example/d', text: 'Dashboard' },
        { href: 'https://runbook.example/doc#delivery-by-carrier', text: 'Runbook' },
      ],
    });
  });

  test('is resolved with the key of the trigger', () => {
    expect(pagerdutyEvent(resolvedNotice(), 'the-key', 'wirewatch/prod')).toEqual({
      routing_key: 'the-key',
      event_action: 'resolve',
      dedup_key,
    });
  });

  test('gets only the four severities it knows', () => {
    const events = severities.map((severity) => pagerdutyEvent(firingNotice({ severity }), 'k', 's'));
    const told = events.map((event) => (event.event_action === 'trigger' ? event.payload.severity : undefined));
    expect(told).toEqual(['critical', 'error', 'warning', 'info', 'info']);
  });

  test('gets a summary of at most 1024 characters that says when it was cut', () => {
    const event = pagerdutyEvent(firingNotice({ labels: { carrier: '😀'.repeat(1000) } }), 'k', 's');
    const summary = event.event_action === 'trigger' ? event.payload.summary : '';
    expect(summary.length).toBeLessThanOrEqual(1024);
    expect(summary).toMatch(/😀… \(cut\)$/u);
  });

  test('gets no details when the event would be larger than 512,000 bytes, and is told so', () => {
    const notice = firingNotice();
    const large = { ...notice, text: { ...notice.text, facts: ['ü'.repeat(300_000)] } };
    const body = eventBody(large, 'k', 's');
    expect(Buffer.byteLength(body)).toBeLessThan(512_000);
    expect(JSON.parse(body).payload.custom_details).toEqual({
      note: 'The details were left out: they are larger than PagerDuty takes.',
    });
  });

  test('may be reached at another host, over TLS only', () => {
    const url = 'https://events.eu.pagerduty.com/v2/enqueue';
    expect(pagerduty.settings.parse({ kind: 'pagerduty', url })).toEqual({ kind: 'pagerduty', url });
    expect(pagerduty.settings.safeParse({ kind: 'pagerduty', url: url.replace('https', 'http') }).success).toBe(false);
  });
});
