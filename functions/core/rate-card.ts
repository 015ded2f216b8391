import type { MessageChannel } from './message/entry.ts';
import { day } from './time.ts';

/** What a provider charges, as a team copied it from the provider's price page or its contract. Micro-dollars. */
export type RateCard = {
  provider: string;
  /** The first day on which these prices hold, in UTC: `2026-11-01`. */
  asOf: string;
  prices: readonly Price[];
};

type Price = {
  channel: MessageChannel;
  /** ISO 3166 code; absent: every country that no other price names. */
  country?: string | undefined;
  segmentMicros: number;
  /** Added for each segment to a carrier, by the carrier's name; `*` for every other. */
  carrierFees: Readonly<Record<string, number>>;
};

/** What a segment of one message is estimated to cost, and by the prices of which day. */
export type Rate = { segmentMicros: number; feeMicros: number; asOf: string };

type Priced = { provider: string; channel: MessageChannel; country: string; carrier: string; startedAt: number };

/** The price by the newest card that held when the message started; `undefined` if no card tells one. */
export function rateOf(cards: readonly RateCard[], message: Priced): Rate | undefined {
  const { provider, channel, country, carrier, startedAt } = message;
  const card = newestCard(cards, provider, startedAt);
  const prices = card?.prices.filter((one) => one.channel === channel) ?? [];
  const price = prices.find((one) => one.country === country) ?? prices.find((one) => one.country === undefined);
  if (card === undefined || price === undefined) return undefined;
  const { segmentMicros, carrierFees } = price;
  const fees = [carrier, '*'].flatMap((name) => (Object.hasOwn(carrierFees, name) ? (carrierFees[name] ?? []) : []));
  return { segmentMicros, feeMicros: fees[0] ?? 0, asOf: card.asOf };
}

/** Prices change about twice a year. */
const oldAfter = 180 * day;

/** What a person should hear of the cards: those in use that are old, and those of no provider. @param now epoch milliseconds */
export function rateCardWarnings(cards: readonly RateCard[], providers: readonly string[], now: number): string[] {
  return [...new Set(cards.map(({ provider }) => provider))].flatMap((provider) => {
    if (!providers.includes(provider))
      return `rateCards: "${provider}" is no provider; there are: ${providers.join(', ')}`;
    const card = newestCard(cards, provider, now);
    const age = card === undefined ? 0 : now - Date.parse(card.asOf);
    if (card === undefined || age <= oldAfter) return [];
    const days = Math.floor(age / day);
    return `rateCards: the prices of ${provider} are of ${card.asOf}, ${days} days ago; compare them with its price list`;
  });
}

function newestCard(cards: readonly RateCard[], provider: string, at: number): RateCard | undefined {
  return cards
    .filter((one) => one.provider === provider && Date.parse(one.asOf) <= at)
    .reduce<RateCard | undefined>((newest, one) => (newest && newest.asOf >= one.asOf ? newest : one), undefined);
}
