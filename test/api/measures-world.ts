import type { ApiDeps } from '../../functions/api/api-deps.ts';
import type { Endpoint } from '../../functions/api/endpoint.ts';
import { measuresEndpoints } from '../../functions/api/routes/measures.ts';
import { defineConfig } from '../../functions/config/define-config.ts';
import { type Counted, fakeHistory } from '../query/fake-history.ts';
import { apiDeps, askApi } from '../support/api-world.ts';

/** Friday, 7:30 in New York. */
export const now = Date.UTC(2026, 10, 20, 12, 30);

type World = {
  zone?: string;
  at?: number;
  history?: Partial<ApiDeps['history']>;
  sources?: Partial<ApiDeps['sources']>;
};

/** The API over what was counted; every answer is checked to be what its endpoint says it answers. */
export function numbersOf(counted: readonly Counted[], { zone = 'UTC', at = now, history, sources }: World = {}) {
  const fake = fakeHistory(counted, zone, at);
  const { tenants } = defineConfig({ tenants: { main: { timeZone: zone } }, rules: [] });
  const deps = apiDeps({
    now: () => at,
    config: { tenants },
    history: { ...fake.deps, ...history },
    ...(sources && { sources }),
  });
  const ask = async (path: string) => {
    const answer = await askApi(deps, path);
    if (answer.status === 200) checkAnswer(path, answer.body);
    return answer;
  };
  return { ask, deps, reads: fake.reads };
}

function checkAnswer(path: string, body: unknown): void {
  const { pathname } = new URL(path, 'https://wirewatch.invalid');
  const { schemas } = measuresEndpoints.find((one) => patternOf(one).test(pathname)) as Endpoint;
  const parsed = schemas.answer.parse(body);
  if (JSON.stringify(sorted(parsed)) !== JSON.stringify(sorted(body)))
    throw new Error(`${path} answers more than it says`);
}

function patternOf({ path }: Endpoint): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, held]) => [key, sorted(held)]),
  );
}

/** Messages of one scope that started at a time and settled. */
export function messages(at: number, delivered: number, failed: number, scope: Partial<Counted> = {}): Counted {
  return {
    at,
    ...scope,
    measures: {
      'o.started': delivered + failed,
      'o.sent': delivered + failed,
      'o.delivered': delivered,
      'o.failed': failed,
      'o.receipt.10': delivered,
      'o.receiptMs': delivered * 7000,
      'o.segments': delivered + failed,
      'o.costMicros': (delivered + failed) * 8000,
    },
  };
}
