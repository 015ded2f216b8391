import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import type { Config } from '../../functions/config/schema.ts';
import { DashboardStack } from '../../lib/dashboards/dashboard-stack.ts';
import { resources, temporaryFolder } from './synthesis.ts';

const widgetSchema = z.object({
  type: z.string(),
  properties: z.looseObject({ title: z.string().optional(), markdown: z.string().optional() }),
});
const bodySchema = z.object({
  start: z.string().optional(),
  variables: z
    .array(
      z.looseObject({
        id: z.string(),
        pattern: z.string(),
        defaultValue: z.string(),
        values: z.array(z.object({ value: z.string(), label: z.string().optional() })),
      }),
    )
    .default([]),
  widgets: z.array(widgetSchema),
});

export type Body = z.infer<typeof bodySchema> & { name: string; text: string };
export type Widget = z.infer<typeof widgetSchema>;

/** The stack of dashboards alone, of the stage `prod`. */
export function dashboardStack(config: Config, alarms: readonly string[] = []): Template {
  const env = { account: '111122223333', region: 'us-east-1' };
  const app = new App({ outdir: temporaryFolder() });
  return Template.fromStack(new DashboardStack(app, 'Dashboards', { stage: 'prod', config, alarms, env }));
}

/** What CloudWatch gets, with the names of CloudFormation's own references in their place. */
export function bodiesOf(template: Template): Body[] {
  return Object.values(resources(template, 'AWS::CloudWatch::Dashboard')).map(({ Properties }) => {
    const text = resolved(Properties.DashboardBody);
    return { ...bodySchema.parse(JSON.parse(text)), name: Properties.DashboardName, text };
  });
}

const joinSchema = z.object({
  'Fn::Join': z.tuple([z.string(), z.array(z.union([z.string(), z.object({ Ref: z.string() })]))]),
});

function resolved(value: unknown): string {
  if (typeof value === 'string') return value;
  const [between, parts] = joinSchema.parse(value)['Fn::Join'];
  return parts.map((part) => (typeof part === 'string' ? part : part.Ref)).join(between);
}

/** Every SEARCH of a text, as CloudWatch gets it: what stands between its single quotes. */
export function searchesIn(expression: string): string[] {
  return [...expression.matchAll(/SEARCH\('([^']*)'/g)].map(([, query = '']) => query);
}

/** The expressions of metric math in a widget. */
export function expressionsOf({ properties }: Widget): string[] {
  const metrics = z.array(z.array(z.unknown())).catch([]).parse(properties.metrics);
  return metrics.flatMap(([first]) => {
    const { success, data } = z.object({ expression: z.string() }).safeParse(first);
    return success ? [data.expression] : [];
  });
}
