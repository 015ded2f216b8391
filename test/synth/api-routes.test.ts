import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { endpoints } from '../../functions/api/endpoints.ts';
import { build, resources } from './synthesis.ts';

const routes = Object.values(resources(Template.fromStack(build().stack), 'AWS::ApiGatewayV2::Route')).map(
  (route): string => route.Properties.RouteKey,
);

/** Whether a route takes a path: `{path+}` stands for all that follows. */
function takes(route: string, asked: string): boolean {
  const greedy = /^(.*\/)\{path\+\}$/.exec(route)?.[1];
  return greedy === undefined ? route === asked : asked.startsWith(greedy) && asked !== greedy;
}

test('what is open has a route of its own, which no authoriser ever guards', () => {
  const open = endpoints.filter(({ scope }) => scope === 'open').map(({ method, path }) => `${method} ${path}`);
  expect(open).toContain('GET /health');
  for (const key of open) expect(routes).toContain(key);
});

test('every other path of the API leads to it by a route that can be guarded', () => {
  const guarded = routes.filter((route) => route.endsWith('{path+}'));
  for (const { method, path, scope } of endpoints) {
    if (scope !== 'open')
      expect([path, guarded.some((route) => takes(route, `${method} ${path}`))]).toEqual([path, true]);
  }
});
