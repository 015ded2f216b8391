import { cpus } from 'node:os';

export type Row = { name: string; value: number; unit: string; goal?: string; command: string };

const numbers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** A Markdown table, with what it was measured on. */
export function printTable(rows: readonly Row[]): void {
  const lines = rows.map(({ name, value, unit, goal = '', command }) => [
    name,
    numbers.format(value),
    unit,
    goal,
    `\`${command}\``,
  ]);
  const table = [['name', 'value', 'unit', 'goal', 'command'], ...lines];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((line) => line[column]?.length ?? 0)));
  const text = (line: readonly string[]) =>
    `| ${line.map((cell, column) => (column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join(' | ')} |`;
  const ruler = `|${widths.map((width, column) => (column === 1 ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`;
  const [head = [], ...body] = table;
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}`;
  process.stdout.write(`\n${[text(head), ruler, ...body.map(text)].join('\n')}\n\nMeasured on ${machine}.\n`);
}
