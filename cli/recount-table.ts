import type { RecountAnswer } from '../functions/audit/audit-request.ts';
import { localStamps } from '../functions/core/calendar.ts';
import { countText } from '../functions/core/number-text.ts';

type Difference = Extract<RecountAnswer, { kind: 'recounted' }>['differences'][number];

/** So many rows are shown; `--json` shows more. */
const mostRows = 200;

const headings = ['start', 'bucket', 'dimension', 'value', 'measure', 'stored', 'journal', 'difference'];

/** Which counters differ in what. Starts are times of the tenant's zone. */
export function recountTable(differences: readonly Difference[], zone: string): string {
  const stamp = localStamps(zone);
  const rows = differences.slice(0, mostRows).map((one) => rowOf(one, stamp(one.start)));
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = [headings, ...rows].map((row) =>
    row.map((cell, column) => align(cell, column, widths[column])).join('  '),
  );
  if (differences.length > rows.length) lines.push(`… and ${countText(differences.length - rows.length)} more`);
  return lines.map((line) => line.trimEnd()).join('\n');
}

function rowOf({ granularity, dimension, value, measure, stored, counted }: Difference, start: string): string[] {
  const difference = stored - counted;
  const sign = difference > 0 ? '+' : '';
  return [
    start,
    granularity,
    dimension,
    value,
    measure,
    countText(stored),
    countText(counted),
    sign + countText(difference),
  ];
}

/** Numbers stand on the right. */
function align(cell: string, column: number, width = 0): string {
  return column < 5 ? cell.padEnd(width) : cell.padStart(width);
}
