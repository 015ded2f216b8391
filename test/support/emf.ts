import { vi } from 'vitest';
import * as z from 'zod';

/** What CloudWatch requires of a line in its embedded metric format. */
const directive = z.object({
  Namespace: z.string().min(1),
  Dimensions: z.array(z.array(z.string()).min(1)).min(1),
  Metrics: z.array(z.object({ Name: z.string().min(1), Unit: z.enum(['Count', 'Milliseconds']) })).min(1),
});
const line = z.looseObject({
  _aws: z.object({ Timestamp: z.number().int().positive(), CloudWatchMetrics: z.array(directive).min(1) }),
});

export type Emf = {
  bytes: number;
  /** One for each metric and each combination of dimension values: what is paid for. */
  series: Set<string>;
  /** The values of each dimension. */
  values: Map<string, Set<string>>;
};

/** Runs something and reads what it writes to standard output as embedded metrics. @throws if a line is none */
export async function emfOf(run: () => Promise<void>): Promise<Emf> {
  const written: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  await run().finally(() => spy.mockRestore());
  const emf: Emf = { bytes: 0, series: new Set(), values: new Map() };
  for (const text of written.join('').split('\n').filter(Boolean)) {
    emf.bytes += Buffer.byteLength(text) + 1;
    addLine(emf, line.parse(JSON.parse(text)));
  }
  return emf;
}

function addLine(emf: Emf, { _aws, ...told }: z.infer<typeof line>): void {
  for (const { Namespace, Dimensions, Metrics } of _aws.CloudWatchMetrics) {
    for (const names of Dimensions) {
      const values = names.map((name) => z.string().min(1).parse(told[name]));
      names.forEach((name, index) => {
        emf.values.set(name, (emf.values.get(name) ?? new Set()).add(values[index] ?? ''));
      });
      for (const { Name } of Metrics) {
        z.union([z.number(), z.array(z.number())]).parse(told[Name]);
        emf.series.add([Namespace, Name, ...names, ...values].join(' '));
      }
    }
  }
}
