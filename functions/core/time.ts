export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

const unitMillis = { s: second, m: minute, h: hour, d: day } as const;

/** Milliseconds of a duration text; `undefined` if it is none. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([smhd])$/.exec(text);
  if (!match) return undefined;
  const unit = match[2] === 's' ? 's' : match[2] === 'm' ? 'm' : match[2] === 'h' ? 'h' : 'd';
  return Math.round(Number(match[1]) * unitMillis[unit]);
}

/** The start of the minute in which `at` (epoch milliseconds) lies. */
export function minuteStart(at: number): number {
  return Math.floor(at / minute) * minute;
}

/** The starts of all minutes in `[from, to)`; `from` and `to` are minute starts. */
export function minutesBetween(from: number, to: number): number[] {
  const starts: number[] = [];
  for (let at = from; at < to; at += minute) starts.push(at);
  return starts;
}

/** `2026-11-21T03:45Z`: a bucket's start as it is written in keys, to the minute. */
export function bucketText(start: number): string {
  const remembered = bucketTexts.get(start);
  if (remembered !== undefined) return remembered;
  const text = `${new Date(start).toISOString().slice(0, 16)}Z`;
  if (bucketTexts.size >= rememberedBuckets) bucketTexts.clear();
  bucketTexts.set(start, text);
  return text;
}

/** Counting writes the same few starts again and again. */
const bucketTexts = new Map<number, string>();
const rememberedBuckets = 20_000;

/** The inverse of {@link bucketText}. */
export function parseBucketText(text: string): number {
  return Date.parse(text);
}

/** Epoch milliseconds of Unix seconds, which some providers write as a number and some as a text. */
export function fromUnixSeconds(time: string | number | null | undefined): number | undefined {
  const seconds = Number(time || Number.NaN);
  return seconds > 0 && seconds < 1e11 ? Math.round(seconds * second) : undefined;
}
