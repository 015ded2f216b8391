import { apiRows } from './api.ts';
import { bundleRows } from './bundle.ts';
import { evaluateRows } from './evaluate.ts';
import { historyRows } from './history.ts';
import { hostileRows } from './hostile.ts';
import { loopbackRows } from './loopback.ts';
import { providerRows } from './provider.ts';
import { printTable, type Row } from './table.ts';

const benches: Readonly<Record<string, () => Promise<Row[]>>> = {
  provider: providerRows,
  hostile: hostileRows,
  bundle: bundleRows,
  loopback: loopbackRows,
  history: historyRows,
  evaluate: evaluateRows,
  api: apiRows,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  process.stderr.write(`There is no benchmark ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.\n`);
  process.exit(1);
}
const rows: Row[] = [];
for (const [name, run] of Object.entries(benches)) {
  if (wanted.length === 0 || wanted.includes(name)) rows.push(...(await run()));
}
printTable(rows);
