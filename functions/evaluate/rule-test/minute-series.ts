import * as z from 'zod';

/** A value for each minute; `undefined`: missing. After the last one `rest` goes on, or nothing does. */
export type MinuteSeries = { values: readonly (number | undefined)[]; rest?: { from: number; step: number } };

const longest = 45_000;

const form =
  'write values for minutes, such as 95x10 50x15 (ten minutes of 95, then 15 of 50), 0+10x5 (0, 10, … 40), _x3 (missing), 97x* (until the end)';

/** `95x10 50x15 97x*`: in the notation of Prometheus' tests, but that `x10` is ten minutes and not eleven. */
export const minuteSeries = z.union([z.string(), z.number()], { error: form }).transform((given, context) => {
  const parsed = parseMinuteSeries(String(given));
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: 'custom', message: form });
  return z.NEVER;
});

const termPattern = /^(?:_|(-?\$?\d+(?:\.\d+)?)(?:([+-])(\$?\d+(?:\.\d+)?))?)(?:x(\d+|\*))?$/;

export function parseMinuteSeries(text: string): MinuteSeries | undefined {
  const values: (number | undefined)[] = [];
  const terms = text.trim().split(/\s+/);
  for (const [index, term] of terms.entries()) {
    const parts = termPattern.exec(term);
    if (parts === null) return undefined;
    const [, first, sign, step, times = '1'] = parts;
    const [from, by] = [amount(first), (sign === '-' ? -1 : 1) * (amount(step) ?? 0)];
    if (times === '*') return endless(values, from, by, index === terms.length - 1);
    if (values.length + Number(times) > longest) return undefined;
    for (let minute = 0; minute < Number(times); minute += 1)
      values.push(from === undefined ? undefined : from + by * minute);
  }
  return { values };
}

function endless(
  values: readonly (number | undefined)[],
  from: number | undefined,
  step: number,
  isLast: boolean,
): MinuteSeries | undefined {
  if (!isLast) return undefined;
  return from === undefined ? { values } : { values, rest: { from, step } };
}

/** Dollars are micro-dollars, as they are counted. */
function amount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return text.includes('$') ? Math.round(Number(text.replace('$', '')) * 1e6) : Number(text);
}

/** The value of a minute, counted from the first one. */
export function valueAt({ values, rest }: MinuteSeries, minute: number): number | undefined {
  if (minute < 0) return undefined;
  if (minute < values.length || rest === undefined) return values[minute];
  return rest.from + rest.step * (minute - values.length);
}
