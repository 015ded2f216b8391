import { Command, InvalidArgumentError, Option } from 'commander';
import * as z from 'zod';

/** The simulator's scenarios, the default first. */
const scenarioNames = ['carrier-outage', 'receipts-stop'] as const;
export type ScenarioName = (typeof scenarioNames)[number];

const flagsSchema = z.object({
  port: z.number(),
  publicUrl: z.string().optional(),
  data: z.string().optional(),
  tickSeconds: z.number().optional(),
  simulate: z.enum(scenarioNames).optional(),
  simulateExit: z.boolean().default(false),
  config: z.string().optional(),
  verbose: z.boolean().default(false),
});
export type Flags = z.infer<typeof flagsSchema>;

const help = `
Environment:
  WIREWATCH_TWILIO_AUTH_TOKENS   auth tokens, comma-separated; a sub-account's as AC…=token
  WIREWATCH_TWILIO_API_KEYS      SK…:secret@AC…, comma-separated, if enrich.twilio is on
  WIREWATCH_TELNYX_PUBLIC_KEYS   public keys, comma-separated
  WIREWATCH_META_SECRETS         app secrets and verify=…, comma-separated
  WIREWATCH_EVOLUTION_SECRETS    jwt=… or header:<name>=<value>, comma-separated
  WIREWATCH_APP_SECRETS          whsec_…, what your application signs with, comma-separated
  SLACK_WEBHOOK_URL              incoming webhook for every channel of kind slack
  SLACK_SIGNING_SECRETS          signing secrets of the Slack app whose buttons are pressed
  PAGERDUTY_ROUTING_KEY          Events API v2 key for every channel of kind pagerduty
  PAGERDUTY_EVENTS_URL           where PagerDuty events go instead of PagerDuty
  SNS_TOPIC_ARN                  a real topic for channels of kind sns; needs AWS credentials
  WIREWATCH_API_TOKEN            admin token of the page and the API; without it one is made

Without keys, test keys are made and printed. A channel that is not set up prints what it would have sent.`;

/** Reads the command line. A wrong flag ends the process with a sentence and code 1. */
export function readFlags(argv: readonly string[]): Flags {
  const command = new Command('npm start --')
    .description('Wirewatch on this machine: take webhooks, count them, judge them, tell people.')
    .option('--port <port>', 'where webhooks and the page are served, on 127.0.0.1', parsePort, 8787)
    .option('--public-url <url>', 'the base by which providers call this machine, such as a tunnel', parseUrl)
    .option('--data <dir>', 'keep everything in this directory; without it, nothing outlives the process')
    .option('--tick-seconds <n>', 'a minute of the product lasts this many seconds', parseTickSeconds)
    .addOption(
      new Option('--simulate [scenario]', 'send signed traffic to the port, break something and heal it')
        .choices(scenarioNames)
        .preset(scenarioNames[0]),
    )
    .addOption(
      new Option('--simulate-exit', 'end when the scenario has fired and resolved').implies({
        simulate: scenarioNames[0],
      }),
    )
    .option('--config <file>', 'another configuration than wirewatch.config.ts')
    .option('--verbose', 'show log lines and metrics of the functions')
    .allowExcessArguments(false)
    .showHelpAfterError('(--help shows every flag)')
    .addHelpText('after', help);
  return flagsSchema.parse(command.parse(argv, { from: 'user' }).opts());
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a number from 0 to 65535; 0 takes any that is free.');
}

function parseTickSeconds(text: string): number {
  const seconds = Number(text);
  if (seconds >= 0.25 && seconds <= 60) return seconds;
  throw new InvalidArgumentError('It is a number from 0.25 to 60.');
}

function parseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain = url && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.pathname === '/';
  if (plain) return text.replace(/\/$/, '');
  throw new InvalidArgumentError('It is a base such as https://example.ngrok.app, without path and query.');
}
