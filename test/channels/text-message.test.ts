import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChannelTools } from '../../functions/channels/channel.ts';
import { isGsm7, placesOf, toGsm7 } from '../../functions/channels/sns/gsm7.ts';
import { sns } from '../../functions/channels/sns/sns.ts';
import { textMessage } from '../../functions/channels/sns/text-message.ts';
import type { OnCallPerson } from '../../functions/core/on-call.ts';
import { goldenNotices } from '../support/golden-notices.ts';
import { firingNotice, toolsWith } from '../support/notices.ts';

const longLink = (length: number) => `https://wire.example/act/${'x'.repeat(length - 25)}`;
const withAction = (length: number) => ({
  ...firingNotice(),
  actions: [{ action: 'acknowledge' as const, label: 'Acknowledge', url: longLink(length) }],
});

describe('a text message', () => {
  test.each(goldenNotices)('%s', async (name, notice) => {
    await expect(`${textMessage(notice)}\n`).toMatchFileSnapshot(`golden/text-message-${name}.txt`);
  });

  test('says first what is wrong, and last how to take it on', () => {
    expect(textMessage(firingNotice()).split('\n')).toEqual([
      'CRITICAL Delivery on AT&T through Telnyx is 61 %',
      'threshold 90 %, usually 97 %',
      'since 14:03 EST, 12 min',
      '468 of 1,204 messages failed',
      'campaigns spring-promo 402, otp 66',
      'Customers on AT&T do not get their messages.',
      'https://wire.example/act/signed-token-acknowledge',
    ]);
  });

  test('gives up details for the link, and the link for what is wrong', () => {
    expect(textMessage(withAction(250)).split('\n')).toEqual([
      'CRITICAL Delivery on AT&T through Telnyx is 61 %',
      longLink(250),
    ]);
    expect(textMessage(withAction(270)).split('\n').at(-1)).toBe('https://dash.example/d');
  });

  test('takes at most two segments, whatever it is to say', () => {
    const name = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ maxLength: 400 }));
    fc.assert(
      fc.property(name, fc.array(name, { maxLength: 5 }), fc.integer({ min: 26, max: 400 }), (carrier, facts, link) => {
        const notice = { ...withAction(link), text: { ...firingNotice({ labels: { carrier } }).text, facts } };
        const text = textMessage(notice);
        expect(placesOf(text)).toBeLessThanOrEqual(isGsm7(text) ? 306 : 134);
        expect(text).toMatch(/^CRITICAL Delivery on /);
        expect(text.isWellFormed()).toBe(true);
      }),
      { numRuns: Math.min(100, Number(process.env.PROPERTY_RUNS ?? 100)) },
    );
  });

  test.each([
    ['our own signs', 'a · b × c … “d” – 5 ≥ 4', 'a , b x c ... "d" - 5 >= 4'],
    ['marks', 'Češky Ąę', 'Cesky Ae'],
    ['what it has', 'Größe à Ñ @ € {x}', 'Größe à Ñ @ € {x}'],
    ['emoji', 'promo 🎉!', 'promo ?!'],
  ])('stays in the cheap alphabet for %s', (_, text, expected) => {
    expect(toGsm7(text)).toBe(expected);
    expect(isGsm7(expected)).toBe(true);
  });

  test('keeps a name in another script, in the room that is left then', () => {
    const text = textMessage(firingNotice({ labels: { carrier: 'Білайн', provider: 'telnyx' } }));
    expect(text).toContain('Білайн');
    expect(isGsm7(text)).toBe(false);
    expect(text.length).toBeLessThanOrEqual(134);
  });

  test('counts the characters that take two places', () => {
    expect(placesOf('a€[]')).toBe(7);
    expect(placesOf('ж€[]')).toBe(4);
  });
});

describe('who gets a text message', () => {
  const ana: OnCallPerson = { name: 'Ana Ruiz', phone: '+14155550123' };
  const send = async (sms: { phone: string } | { onCall: string }, person?: OnCallPerson) => {
    const published: unknown[] = [];
    const publish: ChannelTools['publish'] = async (input) => {
      published.push(input);
      return { kind: 'sent' };
    };
    const onCall = async (schedule: string) => (schedule === 'primary' ? person : undefined);
    const settings = { kind: 'sns', sms, resolved: true } as const;
    const delivery = await sns.deliver(firingNotice(), settings, toolsWith({ publish, onCall }));
    return { delivery, published };
  };
  const message = textMessage(firingNotice());

  test('a number of the configuration', async () => {
    const { delivery, published } = await send({ phone: '+14155550199' });
    expect(delivery).toEqual({ kind: 'sent' });
    expect(published).toEqual([{ phoneNumber: '+14155550199', message }]);
  });

  test('whoever is on call', async () => {
    const { published } = await send({ onCall: 'primary' }, ana);
    expect(published).toEqual([{ phoneNumber: '+14155550123', message }]);
  });

  test.each([
    [undefined, 'nobody is on call by the schedule "primary"'],
    [{ name: 'Ben Ochoa' }, 'Ben Ochoa, on call by "primary", has no phone: add it to onCall.people'],
  ])('nobody, if %j is on call, and what to do is said', async (person, why) => {
    expect(await send({ onCall: 'primary' }, person)).toEqual({
      delivery: { kind: 'unconfigured', why },
      published: [],
    });
  });
});
