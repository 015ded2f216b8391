import * as z from 'zod';
import { didYouMean } from '../../config/known-labels.ts';
import { type Dimension, dimensions } from '../../core/counter.ts';
import { counterText } from '../../core/own-ids.ts';
import { providers } from '../../providers/index.ts';
import { nameQuery } from '../known-name.ts';
import { type Problem, problem } from '../problem.ts';

/** Whose numbers are asked for: everything, unless a dimension and a value say otherwise. */
export const scopeQuery = {
  dimension: nameQuery('dimension', dimensions)
    .default('total')
    .meta({ description: 'What is counted together; total: everything' }),
  value: z
    .string()
    .max(4000, 'a value has at most 4000 characters')
    .optional()
    .meta({ description: 'Which one: telnyx, telnyx|AT&T, spring-promo; of total: all', example: 'telnyx|AT&T' }),
};

type ScopeQuery = { dimension: Dimension; value?: string | undefined };
export type Scope = { dimension: Dimension; value: string };

const examples = {
  provider: 'telnyx',
  carrier: 'telnyx|AT&T',
  country: 'US',
  campaign: 'spring-promo',
  sender: '+1415•••0123~1f0c',
  pool: 'MG0123',
  template: 'welcome',
  errorCode: 'telnyx|40008',
  user: 'u-42',
} as const satisfies Record<Exclude<Dimension, 'total'>, string>;

const providerNames = Object.keys(providers);

/** The scope that is meant, its value as it is counted, or why there can be none. */
export function scopeOf({ dimension, value }: ScopeQuery): Scope | Problem {
  if (dimension === 'total') {
    const isAll = value === undefined || value === 'all';
    return isAll ? { dimension, value: 'all' } : problem(400, 'value: say of which dimension: &dimension=campaign');
  }
  const example = examples[dimension];
  if (value === undefined || value === '') return problem(400, `value: say which ${dimension}, such as ${example}`);
  if (!example.includes('|')) {
    const found = { dimension, value: counterText(value) };
    return dimension === 'provider' ? (unknownProvider(value) ?? found) : found;
  }
  const [provider = '', ...rest] = value.split('|');
  if (rest.length === 0) return problem(400, `value: write the provider before it, such as ${example}`);
  return unknownProvider(provider) ?? { dimension, value: `${provider}|${counterText(rest.join('|'))}` };
}

function unknownProvider(name: string): Problem | undefined {
  if (providerNames.includes(name)) return undefined;
  const given = name.slice(0, 60);
  const meant = didYouMean(given, providerNames) || '.';
  return problem(400, `value: there is no provider "${given}"${meant} There are ${providerNames.join(', ')}`);
}
