import * as z from 'zod';

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );
const filled = z
  .string()
  .optional()
  .transform((text) => text?.trim() || undefined);

/** What a person sets in the environment for the product on one machine. */
const settingsSchema = z.object({
  WIREWATCH_TWILIO_AUTH_TOKENS: list,
  /** To ask Twilio about messages: `SK…:secret@AC…`. */
  WIREWATCH_TWILIO_API_KEYS: list,
  WIREWATCH_TELNYX_PUBLIC_KEYS: list,
  WIREWATCH_META_SECRETS: list,
  WIREWATCH_EVOLUTION_SECRETS: list,
  /** What the team's application signs its reports with: `whsec_…`. */
  WIREWATCH_APP_SECRETS: list,
  SLACK_WEBHOOK_URL: filled.pipe(z.url().optional()),
  /** Signing secrets of the Slack app whose buttons are pressed. */
  SLACK_SIGNING_SECRETS: list,
  PAGERDUTY_ROUTING_KEY: filled,
  PAGERDUTY_EVENTS_URL: filled.pipe(z.url().optional()),
  SNS_TOPIC_ARN: filled.pipe(
    z
      .string()
      .regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:.+$/, 'is no topic ARN')
      .optional(),
  ),
  AWS_ENDPOINT_URL_SNS: filled,
  WIREWATCH_API_TOKEN: filled,
});
export type Settings = z.infer<typeof settingsSchema>;

/** @throws StartError that names each wrong variable */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const parsed = settingsSchema.safeParse(env);
  if (parsed.success) return parsed.data;
  throw new StartError(`The environment is not right:\n${z.prettifyError(parsed.error)}`);
}

/** Something a person has to put right before the product can start. */
export class StartError extends Error {
  override name = 'StartError';
}
