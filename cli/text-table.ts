import { printable } from './printable.ts';

/** Rows below their headings, in columns as wide as they need. @param numbers the columns whose cells stand on the right */
export function textTable(rows: readonly (readonly string[])[], numbers: readonly number[] = []): string {
  const shown = rows.map((row) => row.map(printable));
  const columns = Math.max(...shown.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...shown.map((row) => row[column]?.length ?? 0)),
  );
  const align = (cell: string, column: number) =>
    numbers.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
  return shown.map((row) => row.map(align).join('  ').trimEnd()).join('\n');
}
