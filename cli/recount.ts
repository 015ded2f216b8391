import { quiet } from '../functions/audit/audit.ts';
import { type RecountAnswer, recountAnswerSchema } from '../functions/audit/audit-request.ts';
import { driftAmounts, noDrift } from '../functions/audit/compare.ts';
import { localDayStart } from '../functions/core/calendar.ts';
import { countText, durationText } from '../functions/core/number-text.ts';
import { hour } from '../functions/core/time.ts';
import type { createInvoke } from './invoke.ts';
import { recountTable } from './recount-table.ts';
import { type TimeRange, timeRange } from './time-range.ts';

export type RecountOptions = {
  from: string;
  to?: string | undefined;
  tenant: string;
  stage: string;
  /** Milliseconds. */
  quiet: number;
  repair?: boolean | undefined;
  json?: boolean | undefined;
};

export type RecountTools = {
  /** The tenant's zone by the configuration. */
  zone: string;
  invoke: ReturnType<typeof createInvoke>;
  signal: AbortSignal;
  print(text: string): void;
  /** Tells how far it is; goes where results do not. */
  progress(text: string): void;
};

type Recounted = Extract<RecountAnswer, { kind: 'recounted' }>;

/** So many hours are recounted at once: each waits some seconds, and a new account runs ten functions at a time. */
const atOnce = 4;

/** Recounts hour by hour. @returns the exit code: 1 if drift is left, 130 if it was interrupted. @throws Error */
export async function recount(options: RecountOptions, tools: RecountTools): Promise<number> {
  const range = timeRange(options.from, options.to, tools.zone);
  const hours = hoursOf(range);
  const total: Recounted = { kind: 'recounted', ...noDrift() };
  for (let done = 0; done < hours.length; ) {
    const next = hours.slice(done, done + atOnce);
    const resume = resumeText(next[0] ?? range.from, range, options);
    const answers = await answersOf(next, options, tools).catch((error: unknown) => {
      if (done > 0) tools.progress(resume);
      throw error;
    });
    if (answers === 'interrupted') {
      tools.progress(resume);
      return 130;
    }
    for (const answer of answers) add(total, answer);
    done += next.length;
    tools.progress(progressText(done, hours.length, total));
  }
  tools.print(options.json ? JSON.stringify({ ...spanOf(range), ...total }, null, 2) : summary(total, options, tools));
  return total.drifting > 0 ? 1 : 0;
}

function add(total: Recounted, answer: Recounted): void {
  for (const name of driftAmounts) total[name] += answer[name];
  total.differences.push(...answer.differences);
}

/** Whole hours of UTC that cover the range. */
function hoursOf({ from, to }: TimeRange): number[] {
  const hours: number[] = [];
  for (let start = Math.floor(from / hour) * hour; start < to; start += hour) hours.push(start);
  return hours;
}

/** An interrupted hour is asked for again later; it may have been finished where it runs, which does no harm. */
async function answersOf(
  hours: readonly number[],
  options: RecountOptions,
  tools: RecountTools,
): Promise<Recounted[] | 'interrupted'> {
  if (tools.signal.aborted) return 'interrupted';
  try {
    return (await Promise.all(hours.map((start) => answersOfHour(start, options, tools)))).flat();
  } catch (error) {
    if (tools.signal.aborted) return 'interrupted';
    throw error;
  }
}

/** Users are counted by day: their day is recounted with its last hour. */
async function answersOfHour(start: number, options: RecountOptions, tools: RecountTools): Promise<Recounted[]> {
  const how = { tenant: options.tenant, quietMs: options.quiet, repair: options.repair ?? false };
  const answers = [await ask({ hour: start, ...how }, options, tools)];
  const next = localDayStart(tools.zone, start + hour);
  if (next > start) answers.push(await ask({ day: localDayStart(tools.zone, next - 1), ...how }, options, tools));
  return answers;
}

async function ask(request: object, { stage }: RecountOptions, { invoke }: RecountTools): Promise<Recounted> {
  const told = await invoke({ stage, name: 'audit', request, answer: recountAnswerSchema });
  if (told.kind === 'refused') throw new Error(`Not recounted: ${told.why}.`);
  return told;
}

function resumeText(next: number, { to }: TimeRange, { tenant, stage, quiet: ms, repair }: RecountOptions): string {
  const range = `--from ${new Date(next).toISOString()} --to ${new Date(to).toISOString()}`;
  const how = `--tenant ${tenant} --stage ${stage} --quiet ${Math.round(ms / 1000)}s${repair ? ' --repair' : ''}`;
  return `Not finished. To go on: npx wirewatch recount ${range} ${how}`;
}

function progressText(done: number, all: number, { items, drift }: Recounted): string {
  return `${countText(done)} of ${countText(all)} hours, ${countText(items)} counters, drift ${countText(drift)}`;
}

function spanOf({ from, to }: TimeRange) {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

function summary(total: Recounted, { repair, quiet: ms }: RecountOptions, { zone }: RecountTools): string {
  const lines = total.differences.length > 0 ? [recountTable(total.differences, zone), ''] : [];
  const { items, equal, repaired, drifting, moving, late } = total;
  lines.push(`${countText(items)} counters: ${countText(equal)} equal the journal, ${countText(drifting)} differ`);
  if (repaired > 0) lines.push(`${countText(repaired)} repaired; days and months follow with the next roll-up`);
  if (moving > 0)
    lines.push(`${countText(moving)} moving, as something changed in the last ${durationText(ms)}: recount them later`);
  if (late > 0) lines.push(`${countText(late)} not judged: their bucket took no more counts when something changed`);
  if (drifting > 0 && !repair) lines.push('Nothing was changed. Repeat it with --repair to put it right.');
  return lines.join('\n');
}

export const defaultQuiet = `${quiet / hour}h`;
