import type { JournalEvent } from '../../functions/core/journal-event.ts';
import type { Status } from '../../functions/core/message/status.ts';
import { bucketText, hour, minute } from '../../functions/core/time.ts';
import { journalEvent, start } from './events.ts';
import type { OtherStory } from './oracle-kinds.ts';
import type { Chance } from './world.ts';

/** A message's true story, from which its webhooks are made; told without any of the product's code. */
export type Story = {
  id: string;
  provider: 'twilio' | 'telnyx' | 'meta';
  /** What the provider reports, in true order, with the minute in which it happened. */
  happened: { status: Status; minute: number }[];
  ending: Status | undefined;
  campaign: string | undefined;
  user: string | undefined;
  carrier: string;
  country: string;
  errorCode: string | undefined;
  costMicros: number;
};

const plainJourneys: Status[][] = [
  ['sent'],
  ['sent', 'delivered'],
  ['queued', 'sent', 'delivered'],
  ['sent', 'undelivered'],
  ['failed'],
  ['canceled'],
  ['sent', 'unconfirmed'],
];

/** Telnyx tells all times; Twilio none; of Meta's contradictions only the outcome is sure, whatever came first. */
const journeys: Record<Story['provider'], Status[][]> = {
  telnyx: plainJourneys,
  twilio: [...plainJourneys, ['sent', 'delivered', 'read']],
  meta: [['sent', 'undelivered', 'delivered']],
};

export function inventStory(random: Chance, index: number): Story {
  const provider = random.pick(['twilio', 'telnyx', 'meta'] as const);
  const journey = random.pick(journeys[provider]);
  const failing = journey.some((status) => status === 'undelivered' || status === 'failed');
  return {
    id: `${provider}-${index}`,
    provider,
    happened: journey.map((status, step) => ({ status, minute: random.between(0, 40) + step * 41 })),
    ending: journey.includes('delivered')
      ? 'delivered'
      : journey.find((status) => !['queued', 'sent'].includes(status)),
    campaign: random.pick(['spring', 'otp', undefined]),
    user: random.pick(['u-1', undefined]),
    carrier: random.pick(['AT&T', 'T-Mobile']),
    country: random.pick(['US', 'CA']),
    errorCode: failing ? '30003' : undefined,
    costMicros: provider === 'telnyx' ? random.between(1, 9) * 1000 : 0,
  };
}

/**
 * The webhooks of a story. Telnyx tells every time, so its counts are known per bucket; of Twilio only the time of
 * receipt is known, so its counts are known in total. The first webhook may not know the carrier yet.
 */
export function webhooksOf(story: Story, random: Chance): JournalEvent[] {
  const timed = story.provider === 'telnyx';
  const sent = story.happened.find(({ status }) => status === 'sent');
  return story.happened.map(({ status, minute: at }) => {
    const received = start + random.between(0, 200) * minute;
    const label = { ...(story.campaign && { campaign: story.campaign }), ...(story.user && { user: story.user }) };
    return journalEvent(status, {
      key: `main#${story.provider}#message#${story.id}`,
      provider: story.provider,
      id: story.id,
      at: timed ? start + at * minute : received,
      startedAt: timed ? start : received,
      receivedAt: received,
      ...(timed && sent && { sentAt: start + sent.minute * minute }),
      labels: { carrier: random.happens(0.2) ? 'unknown' : story.carrier, country: story.country, ...label },
      ...(story.errorCode && ['undelivered', 'failed'].includes(status) && { errorCode: story.errorCode }),
      ...(story.costMicros > 0 && status !== 'sent' && { costMicros: story.costMicros }),
    });
  });
}

/** What must be counted in scope `provider`: per minute and hour for timed stories, under `any` for the others. */
export function expectedProviderBook(stories: readonly Story[], others: readonly OtherStory[]): Record<string, number> {
  const book: Record<string, number> = {};
  const put = (provider: Story['provider'], at: number, measure: string, amount = 1) => {
    const timed = provider === 'telnyx';
    for (const [granularity, size] of [
      ['minute', minute],
      ['hour', hour],
    ] as const) {
      const bucket = timed ? bucketText(Math.floor((start + at * minute) / size) * size) : 'any';
      const key = `${provider} ${granularity} ${bucket} ${measure}`;
      book[key] = (book[key] ?? 0) + amount;
    }
  };
  for (const story of stories) tell(story, (at, measure) => put(story.provider, at, measure));
  for (const { told } of others) {
    for (const { measure, minute: at, amount } of told) put('telnyx', at, measure, amount);
  }
  return book;
}

function tell(story: Story, put: (at: number, measure: string) => void): void {
  put(0, 'o.started');
  if (story.happened.some(({ status }) => status === 'sent')) put(0, 'o.sent');
  if (story.ending) put(0, `o.${story.ending}`);
  if (story.happened.some(({ status }) => status === 'read')) put(0, 'o.read');
  if (story.provider === 'meta') {
    put(0, 'o.conflict');
    return;
  }
  for (const { status, minute: at } of story.happened) put(at, `t.${status}`);
}
