import { TelnyxWebhook } from 'telnyx/lib/webhooks';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { providers, webhookProviders } from '../../functions/providers/index.ts';
import type { WebhookProvider } from '../../functions/providers/provider.ts';
import { type Fixture, fixtures, requestOf } from '../support/fixtures.ts';

/** What the provider's own library says of a fixture. */
const officialVerdicts: Record<string, (fixture: Fixture) => Promise<boolean>> = {
  twilio: async ({ secrets, headers, url, body }) => {
    const signature = headers['X-Twilio-Signature'] ?? '';
    return secrets.some((token) =>
      url.includes('bodySHA256')
        ? webhooks.validateRequestWithBody(token, signature, url, body)
        : webhooks.validateRequest(token, signature, url, Object.fromEntries(new URLSearchParams(body))),
    );
  },
  telnyx: async ({ secrets, headers, body, now }) => {
    vi.useFakeTimers({ now });
    const verdicts = secrets.map((key) =>
      new TelnyxWebhook(key).verify(body, headers).then(
        () => true,
        () => false,
      ),
    );
    return (await Promise.all(verdicts)).includes(true);
  },
};

afterEach(() => {
  vi.useRealTimers();
});

function providerOf({ provider }: Fixture): WebhookProvider {
  const found = webhookProviders.get(provider);
  if (!found) throw new Error(`events/${provider} belongs to no provider`);
  return found;
}

const all = fixtures();
const authentic = all.filter(({ expect }) => expect.verdict === 'authentic');

test('every provider has fixtures', () => {
  expect([...new Set(all.map(({ provider }) => provider))].sort()).toEqual(Object.keys(providers).sort());
});

describe.each(all)('$provider/$name', (fixture) => {
  const provider = providerOf(fixture);

  test('gets its stated verdict', async () => {
    const verdict = await provider.verify(requestOf(fixture), fixture.secrets, fixture.now);
    const expected =
      fixture.expect.verdict === 'authentic'
        ? { kind: 'authentic', url: fixture.url }
        : { kind: 'refused', why: fixture.expect.why };
    expect(verdict).toMatchObject(expected);
  });

  test("gets the same verdict from the provider's own library", async () => {
    const official = officialVerdicts[fixture.provider];
    expect(await official?.(fixture)).toBe(fixture.expect.verdict === 'authentic');
  });
});

describe.each(authentic)('$provider/$name, authentic', (fixture) => {
  const provider = providerOf(fixture);
  const verify = (changes: Partial<Fixture>) =>
    provider.verify(requestOf({ ...fixture, ...changes }), changes.secrets ?? fixture.secrets, fixture.now);

  test('parses to the stated events', () => {
    const parsed = provider.parse(requestOf(fixture), fixture.url);
    const expected = fixture.expect.verdict === 'authentic' ? fixture.expect : { events: [], ignored: [] };
    expect(parsed).toMatchObject({ kind: 'parsed', events: expected.events, ignored: expected.ignored });
  });

  test('is refused with any one byte of its body changed', async () => {
    for (let index = 0; index < fixture.body.length; index += 1) {
      const body = `${fixture.body.slice(0, index)}~${fixture.body.slice(index + 1)}`;
      expect(await verify({ body })).toMatchObject({ kind: 'refused', why: 'bad-signature' });
    }
  });

  test('is refused with a wrong key, an empty one, and none', async () => {
    expect(await verify({ secrets: ['wrong'] })).toMatchObject({ kind: 'refused' });
    expect(await verify({ secrets: [''] })).toMatchObject({ kind: 'refused', why: 'no-secret' });
    expect(await verify({ secrets: [] })).toMatchObject({ kind: 'refused', why: 'no-secret' });
  });

  test('is refused without its signature', async () => {
    expect(await verify({ headers: {} })).toMatchObject({ kind: 'refused', why: 'no-signature' });
  });

  test('is taken with its key anywhere in the list, as during a rotation', async () => {
    const secrets = ['AC99999999999999999999999999999999=another', 'not-this-one', ...fixture.secrets];
    expect(await verify({ secrets })).toMatchObject({ kind: 'authentic' });
  });

  test('is never thrown over, however it is cut or bent', () => {
    for (let length = 0; length < fixture.body.length; length += 7) {
      const request = requestOf({ ...fixture, body: fixture.body.slice(0, length) });
      expect(['parsed', 'malformed']).toContain(provider.parse(request, fixture.url).kind);
    }
  });
});
