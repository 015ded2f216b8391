import type { ChannelTools, Delivery } from '../functions/channels/channel.ts';
import type { ChannelSettings } from '../functions/channels/index.ts';

/** What a channel would have sent. */
export type Caught =
  | { by: 'http'; method: string; url: string; body: string }
  | {
      by: 'mail';
      from: string;
      to: readonly string[];
      cc: readonly string[];
      subject: string;
      text: string;
      html: string;
    }
  | { by: 'topic'; topic: string; subject: string; message: string; attributes: Record<string, string> }
  | { by: 'sms'; phone: string; message: string }
  | { by: 'bus'; bus: string; detailType: string; detail: Record<string, unknown> };

const somebody = { name: 'Ana Ruiz', phone: '+14155550123', email: 'ana@example.com' };

/** In the form of each kind's secret, and nobody's. */
const secrets: Partial<Record<ChannelSettings['kind'], string>> = {
  slack: 'https://hooks.example.com/the-secret-of-the-channel',
  teams: 'https://hooks.example.com/the-secret-of-the-channel',
  webhook: `whsec_${'A'.repeat(40)}`,
};
const addressOfWebhook = 'https://hooks.example.com/the-secret-of-the-channel';

/** Tools for a channel that send nothing, read no secret and ask nobody: what would have been sent is kept. */
export function catchingTools(kind: ChannelSettings['kind'], stage: string, now: () => number) {
  const caught: Caught[] = [];
  const keep = (one: Caught): Delivery => {
    caught.push(one);
    return { kind: 'sent' };
  };
  const secret = secrets[kind] ?? 'the-secret-of-the-channel';
  const tools: ChannelTools = {
    async post({ url, body, method = 'POST' }) {
      keep({ by: 'http', method, url, body });
      return { kind: 'answered', status: 200, headers: {}, body: '{"ok":true,"channel":"C0EXAMPLE","ts":"1.000001"}' };
    },
    publish: async (input) =>
      'phoneNumber' in input
        ? keep({ by: 'sms', phone: input.phoneNumber, message: input.message })
        : keep({ by: 'topic', topic: input.topicArn, ...input }),
    sendMail: async ({ thread: _, ...mail }) => keep({ by: 'mail', ...mail }),
    putEvent: async (event) => keep({ by: 'bus', ...event }),
    secret: async () => secret,
    secrets: async () => (kind === 'webhook' ? [secret, addressOfWebhook] : [secret]),
    onCall: async () => somebody,
    alertTopicArn: `arn:aws:sns:us-east-1:000000000000:wirewatch-${stage}-alerts`,
    source: `wirewatch/${stage}`,
    now,
  };
  return { tools, caught };
}
