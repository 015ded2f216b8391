import * as z from 'zod';
import { readableIssues } from '../config/readable-issues.ts';
import { hour } from '../core/time.ts';

export const widgetNames = [
  'alerts',
  'carriers',
  'errors',
  'campaigns',
  'latency',
  'registrations',
  'cost',
  'tiles',
] as const;

const button = {
  alert: z.string().min(1).max(64),
  /** Of this drawing of the widget: it tells a second press of a button from another button. */
  drawing: z.string().regex(/^[0-9a-f]{12}$/),
  /** When it was drawn, epoch milliseconds, wall clock. */
  drawnAt: z.number(),
};
/** What the buttons ask for, and nothing else. */
const pressSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('acknowledge'), ...button, for: z.literal(hour) }),
  z.strictObject({ do: z.literal('silence'), ...button, for: z.literal(4 * hour) }),
  z.strictObject({ do: z.literal('resolve'), ...button }),
]);
export type Pressed = z.infer<typeof pressSchema>;

const spanSchema = z.object({ start: z.number(), end: z.number() });

/** Absent text is written as nothing by a dashboard's variables. */
const optionalText = z
  .string()
  .max(200)
  .optional()
  .transform((text) => text || undefined);

const eventSchema = z.object({
  widget: z.enum(widgetNames, `write one of ${widgetNames.join(', ')}`),
  tenant: optionalText,
  provider: optionalText,
  press: pressSchema.optional(),
  widgetContext: z
    .object({
      accountId: z.string().max(20).default('unknown'),
      theme: z.enum(['light', 'dark']).catch('light'),
      timeRange: spanSchema
        .extend({ relativeStart: z.number().positive().optional(), zoom: spanSchema.optional() })
        .optional(),
      forms: z.object({ all: z.record(z.string(), z.unknown()) }).catch({ all: {} }),
    })
    .default({ accountId: 'unknown', theme: 'light', forms: { all: {} } }),
});
export type WidgetEvent = z.infer<typeof eventSchema>;

type Read = { kind: 'read'; event: WidgetEvent } | { kind: 'describe' } | { kind: 'unreadable'; why: string };

const describeSchema = z.object({ describe: z.literal(true) });
const originalSchema = z.object({ widgetContext: z.object({ params: z.record(z.string(), z.unknown()) }) });

/**
 * What CloudWatch calls a custom widget with: the widget's parameters, and in `widgetContext` how the dashboard stands.
 * A button calls with parameters of its own; those of the widget are in `widgetContext.params` then. Sources:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/add_custom_widget_dashboard_about.html and
 * https://github.com/aws-samples/cloudwatch-custom-widgets-samples.
 */
export function readWidgetEvent(event: unknown): Read {
  if (describeSchema.safeParse(event).success) return { kind: 'describe' };
  const original = originalSchema.safeParse(event).data?.widgetContext.params;
  const whole = z.looseObject({}).safeParse(event).data;
  // A dashboard that holds a press would have it done by everybody who opens it: no button was pressed there.
  const asked = { ...original, ...whole, ...(original?.press !== undefined && { press: undefined }) };
  const parsed = eventSchema.safeParse(asked);
  if (parsed.success) return { kind: 'read', event: parsed.data };
  const why = readableIssues(eventSchema, parsed.error, asked).map(({ path, message }) => `${path}: ${message}`);
  return { kind: 'unreadable', why: why.join('; ') };
}
