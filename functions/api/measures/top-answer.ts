import type * as z from 'zod';
import { measure } from '../../core/counter.ts';
import { scoreOf } from '../../core/score.ts';
import { breakdownOf } from '../../query/campaign-summary.ts';
import { ratio } from '../../query/derived.ts';
import type { Row, Top } from '../../query/top.ts';
import type { RowAnswer, topSchema } from '../answers/measures.ts';
import { qualityAnswer } from '../common.ts';

export function topAnswer({ rows, rest, other, quality }: Top): z.infer<typeof topSchema> {
  return {
    rows: rows.map(rowAnswer),
    rest: { values: rest.values, started: measure(rest.measures, 'o.started') },
    other: { started: measure(other, 'o.started') },
    quality: qualityAnswer(quality),
  };
}

function rowAnswer({ value, by, measures }: Row): RowAnswer {
  const score = scoreOf(measures);
  return {
    value,
    by,
    started: measure(measures, 'o.started'),
    sent: measure(measures, 'o.sent'),
    outcomes: breakdownOf(measures),
    deliveryRate: ratio(measures, 'deliveryRate'),
    failureRate: ratio(measures, 'failureRate'),
    optOutRate: ratio(measures, 'optOutRate'),
    costMicros: measure(measures, 'o.costMicros'),
    ...(score !== undefined && { score }),
  };
}
