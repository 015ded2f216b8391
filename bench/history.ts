import { speedRows, writeRows } from './history-count.ts';
import { itemRows } from './history-items.ts';
import { monthRows } from './history-month.ts';
import { readRows } from './history-reads.ts';
import { usualWayRows } from './history-usual-way.ts';
import type { Row } from './table.ts';

/** What it costs to count and to ask: speed, writes, bytes and reads, beside the usual way. */
export async function historyRows(): Promise<Row[]> {
  return [
    ...(await speedRows()),
    ...(await writeRows()),
    ...(await monthRows()),
    ...itemRows(),
    ...(await readRows()),
    ...(await usualWayRows()),
  ];
}
