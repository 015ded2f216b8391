import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { describe, expect, test } from 'vitest';
import { until, wirewatch } from './command.ts';
import type { Listener } from './listener.ts';
import type { Receiver } from './receiver.ts';

export type Reached = {
  /** Of the emulator, which tells what it was to send. */
  url: string;
  slack: Receiver;
  tickets: Receiver;
  topic: Listener;
  operations: Listener;
};

/** Of a test notice, sent by the deployed function with its rights and secrets to a channel of each sort. */
export function channelsAreTried(reached: () => Reached): void {
  describe('wirewatch notify test', () => {
    const sent = { kind: 'sent' };

    test('reaches Slack and a program', async () => {
      const { slack, tickets } = reached();
      expect(await wirewatch('notify', 'test', 'slack')).toEqual(sent);
      expect(JSON.stringify(slack.received.at(-1))).toContain('The channel slack reaches you');
      expect(await wirewatch('notify', 'test', 'tickets')).toEqual(sent);
      expect(tickets.received.at(-1)).toMatchObject({ reason: 'test', stage: 'test', tenant: 'main' });
    });

    test('reaches the alert topic and the team’s own event bus', async () => {
      const { topic, operations } = reached();
      await Promise.all([topic.take(), operations.take()]);
      expect(await wirewatch('notify', 'test', 'mail')).toEqual(sent);
      expect(await until('a message', topic.take, (all) => all.length > 0, 20)).toMatchObject([
        { Subject: expect.stringContaining('The channel mail reaches you') },
      ]);
      expect(await wirewatch('notify', 'test', 'operations')).toEqual(sent);
      expect(await until('an event', operations.take, (all) => all.length > 0, 20)).toMatchObject([
        { source: 'wirewatch', 'detail-type': 'Notice firing', detail: { reason: 'test' } },
      ]);
    });

    test('reaches a mailbox and a phone', async () => {
      await new SESv2Client().send(new CreateEmailIdentityCommand({ EmailIdentity: 'alerts@example.com' }));
      expect(await wirewatch('notify', 'test', 'letters')).toEqual(sent);
      expect(await emulatorSent('ses/messages')).toContain('The channel letters reaches you');
      expect(await wirewatch('notify', 'test', 'text')).toEqual(sent);
      expect(await emulatorSent('sns/sms-messages')).toContain('The channel text reaches you');
    });
  });

  async function emulatorSent(what: string): Promise<string> {
    return (await fetch(`${reached().url}/_ministack/${what}`)).text();
  }
}
