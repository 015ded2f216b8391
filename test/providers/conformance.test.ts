import { afterEach, describe, expect, test, vi } from 'vitest';
import { busProviders, providers, webhookProviders } from '../../functions/providers/index.ts';
import { fixtures, type RequestFixture, requestOf } from '../support/fixtures.ts';
import { officialVerdicts } from './official-verdicts.ts';

afterEach(() => {
  vi.useRealTimers();
});

function lookUp<T>(registry: ReadonlyMap<string, T>, name: string): T {
  const found = registry.get(name);
  if (!found) throw new Error(`events/${name} belongs to no provider`);
  return found;
}

const { requests, busEvents } = fixtures();
const authentic = requests.filter(({ expect }) => expect.verdict === 'authentic');
const handshakes = requests.filter(({ expect }) => expect.verdict === 'handshake');
const verified = requests.filter(({ expect }) => expect.verdict !== 'handshake');

test('every provider has fixtures', () => {
  const known = [...requests, ...busEvents].map(({ provider }) => provider);
  expect([...new Set(known)].sort()).toEqual(Object.keys(providers).sort());
});

describe.each(verified)('$provider/$name', (fixture) => {
  const provider = lookUp(webhookProviders, fixture.provider);

  test('gets its stated verdict', async () => {
    const verdict = await provider.verify(requestOf(fixture), fixture.secrets, fixture.now);
    const expected =
      fixture.expect.verdict === 'refused'
        ? { kind: 'refused', why: fixture.expect.why }
        : { kind: 'authentic', url: fixture.url };
    expect(verdict).toMatchObject(expected);
  });

  const official = officialVerdicts[fixture.provider];
  if (official) {
    test("gets the same verdict from the provider's own library", async () => {
      expect(await official(fixture)).toBe(fixture.expect.verdict === 'authentic');
    });
  }
});

describe.each(authentic)('$provider/$name, authentic', (fixture) => {
  const provider = lookUp(webhookProviders, fixture.provider);
  const verify = (changes: Partial<RequestFixture>) => {
    const changed = { ...fixture, ...changes };
    return provider.verify(requestOf(changed), changed.secrets, changed.now);
  };

  test('parses to the stated events', () => {
    const { verdict, ...stated } = fixture.expect;
    expect(provider.parse(requestOf(fixture), fixture.url)).toMatchObject({ kind: 'parsed', ...stated });
  });

  if (fixture.bodySigned) {
    test('is refused with any one byte of its body changed', async () => {
      for (let index = 0; index < fixture.body.length; index += 1) {
        const body = `${fixture.body.slice(0, index)}~${fixture.body.slice(index + 1)}`;
        expect(await verify({ body })).toMatchObject({ kind: 'refused', why: 'bad-signature' });
      }
    });
  }

  test('is refused with a wrong key, an empty one, and none', async () => {
    expect(await verify({ secrets: fixture.secrets.map(() => 'wrong') })).toMatchObject({ kind: 'refused' });
    expect(await verify({ secrets: [''] })).toMatchObject({ kind: 'refused', why: 'no-secret' });
    expect(await verify({ secrets: [] })).toMatchObject({ kind: 'refused', why: 'no-secret' });
  });

  test('is refused without its signature', async () => {
    expect(await verify({ headers: {} })).toMatchObject({ kind: 'refused', why: 'no-signature' });
  });

  const { validForMs } = fixture;
  if (validForMs !== undefined) {
    test('is refused once its signature is too old', async () => {
      expect(await verify({ now: fixture.now + validForMs - 1000 })).toMatchObject({ kind: 'authentic' });
      expect(await verify({ now: fixture.now + validForMs + 1000 })).toMatchObject({ kind: 'refused', why: 'stale' });
    });
  }

  test('is taken with its key anywhere in the list, as during a rotation', async () => {
    const secrets = ['AC99999999999999999999999999999999=another', 'not-this-one', ...fixture.secrets];
    expect(await verify({ secrets })).toMatchObject({ kind: 'authentic' });
  });

  test('is never thrown over, however it is cut', () => {
    for (let length = 0; length < fixture.body.length; length += 7) {
      const request = requestOf({ ...fixture, body: fixture.body.slice(0, length) });
      expect(['parsed', 'malformed']).toContain(provider.parse(request, fixture.url).kind);
    }
  });

  test('is answered with success, and never with a text that a person could be sent', () => {
    const answer = provider.answer(requestOf(fixture));
    expect([200, 204]).toContain(answer.status);
    if (answer.body) expect(answer.contentType).toBe('text/xml');
  });
});

describe.each(handshakes)('$provider/$name, a question about the URL', (fixture) => {
  const provider = lookUp(webhookProviders, fixture.provider);

  test('gets its stated answer', () => {
    const { verdict, ...answer } = fixture.expect;
    expect(provider.handshake?.(requestOf(fixture), fixture.secrets)).toMatchObject(answer);
  });

  test('is refused without its secret', () => {
    expect(provider.handshake?.(requestOf(fixture), [])).toMatchObject({ status: 403 });
    expect(provider.handshake?.(requestOf(fixture), [''])).toMatchObject({ status: 403 });
  });
});

describe.each(busEvents)('$provider/$name', (fixture) => {
  const provider = lookUp(busProviders, fixture.provider);

  test('comes from the source that the provider names', () => {
    expect(fixture.busEvent.source).toBe(provider.source);
  });

  test('parses to the stated events', () => {
    const { verdict, ...stated } = fixture.expect;
    expect(provider.parse(fixture.busEvent)).toMatchObject({ kind: 'parsed', ...stated });
  });
});
