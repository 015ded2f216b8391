import type { ChannelTools } from '../channels/channel.ts';
import type { ReadSecret } from './secrets.ts';

/** What the channels of every tenant share. */
export type SharedTools = Omit<ChannelTools, 'secret' | 'secrets' | 'onCall'>;

/** Who is on call by a schedule. */
type PersonOnCall = (tenant: string, schedule: string) => ReturnType<ChannelTools['onCall']>;

/** The tools of one channel of one tenant: the shared ones, and its own secret. */
export function channelTools(shared: SharedTools, readSecret: ReadSecret, personOnCall: PersonOnCall) {
  const lines = async (tenant: string, channel: string) => {
    const answer = await readSecret(tenant, channel);
    if (answer.kind === 'unavailable') throw new Error(answer.why);
    return answer.kind === 'known' ? answer.lines : [];
  };
  return (tenant: string, channel: string): ChannelTools => ({
    ...shared,
    secret: async () => (await lines(tenant, channel))[0],
    secrets: () => lines(tenant, channel),
    onCall: (schedule) => personOnCall(tenant, schedule),
  });
}
