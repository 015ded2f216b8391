import * as z from 'zod';
import { measure } from '../../core/counter.ts';
import { explainError } from '../../core/errors/catalogue.ts';
import { day } from '../../core/time.ts';
import { errorAnalysis } from '../../query/error-analysis.ts';
import { top } from '../../query/top.ts';
import { iso, timeSchema } from '../common.ts';
import type { Context } from '../endpoint.ts';
import { requestsToday } from './requests-made.ts';

const errorSchema = z.object({
  fingerprint: z.string().meta({ example: 'telnyx|40008' }),
  source: z.enum(['messages', 'faults', 'api']).meta({
    description: 'Failed messages; faults that a provider reports; requests of this API, of the UTC day so far',
  }),
  count: z.number(),
  meaning: z.string().nullable(),
  remedy: z.string().nullable(),
});
type ApmError = z.infer<typeof errorSchema>;

export const apmErrorsSchema = z
  .object({ since: timeSchema, errors: z.array(errorSchema).meta({ description: 'The commonest first' }) })
  .meta({ id: 'ApmErrors' });

const most = 50;

export async function apmErrors({ tenant, deps }: Context): Promise<z.infer<typeof apmErrorsSchema>> {
  const now = deps.now();
  const span = { tenant, from: now - day, to: now, limit: most };
  const [failed, faults, made] = await Promise.all([
    errorAnalysis(span, deps.history),
    top({ ...span, dimension: 'errorCode', by: 'o.fault.error' }, deps.history),
    requestsToday(deps),
  ]);
  const errors: ApmError[] = [
    ...failed.rows.map(({ provider, code, count }) => errorOf('messages', `${provider}|${code}`, count)),
    ...faults.rows.map(({ value, measures }) => errorOf('faults', value, measure(measures, 'o.fault.error'))),
    ...made.operations.flatMap(({ operation, errors: count }) =>
      count === 0 ? [] : [{ fingerprint: operation, source: 'api' as const, count, meaning: null, remedy: null }],
    ),
  ];
  return { since: iso(now - day), errors: errors.sort((a, b) => b.count - a.count) };
}

function errorOf(source: ApmError['source'], fingerprint: string, count: number): ApmError {
  const [provider = '', code = ''] = fingerprint.split('|');
  const known = explainError(code, provider);
  return { fingerprint, source, count, meaning: known?.meaning ?? null, remedy: known?.remedy ?? null };
}
