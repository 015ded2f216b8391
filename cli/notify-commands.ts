import { type Command, InvalidArgumentError, Option } from 'commander';
import { readConfig } from '../functions/config/read-config.ts';
import { severities } from '../functions/core/severity.ts';
import { day } from '../functions/core/time.ts';
import { exampleKinds } from '../functions/notify/example-notice.ts';
import { type AskOptions, ask } from './act.ts';
import { lengthArgument } from './duration-argument.ts';
import type { DeployedOptions } from './notify-deployed.ts';
import type { PreviewOptions } from './notify-preview.ts';
import type { NotifyTestOptions } from './notify-test.ts';
import { ofStage, print } from './stage-options.ts';
import { textArgument } from './text-argument.ts';

/** Adds the commands about what channels are told. */
export function addNotify(program: Command): void {
  const notify = program.command('notify').description('what channels are told');
  addPreview(notify);
  addTest(notify);
  addLog(notify);
  addDeployed(notify);
}

function addPreview(notify: Command): void {
  const preview = notify
    .command('preview')
    .description('what a channel would be sent of a rule: the alerts are made up, and nothing is sent')
    .argument('<rule>', 'the id of a rule in the configuration')
    .requiredOption('--channel <channel>', 'a channel of the configuration')
    .addOption(new Option('--severity <severity>', "default: the rule's worst").choices(severities))
    .addOption(new Option('--alerts <number>', 'how many alerts it tells of').default(1).argParser(alertsArgument))
    .addOption(new Option('--kind <kind>', 'why it is sent').choices(exampleKinds).default('firing'))
    .addHelpText('after', '\n  npx wirewatch notify preview delivery-by-carrier --channel slack --alerts 40');
  ofStage(preview).action(async (rule: string, options: PreviewOptions) => {
    const { notifyPreview } = await import('./notify-preview.ts');
    process.exitCode = await notifyPreview(rule, options, { config: await readConfig(), now: Date.now, print });
  });
}

function alertsArgument(text: string): number {
  const alerts = Number(text);
  if (Number.isInteger(alerts) && alerts >= 1 && alerts <= 1000) return alerts;
  throw new InvalidArgumentError('write a whole number from 1 to 1000');
}

function addTest(notify: Command): void {
  const test = notify
    .command('test')
    .description('have a stage send a notice that is marked TEST, and say what became of it')
    .argument('<channel>', 'a channel of the configuration')
    .addHelpText('after', '\n  npx wirewatch notify test slack --stage prod');
  ofStage(test).action(async (channel: string, options: NotifyTestOptions) => {
    const [{ notifyTest }, { createInvoke }] = await Promise.all([
      import('./notify-test.ts'),
      import('./invoke.ts'), // loads the AWS SDK
    ]);
    const deps = { config: await readConfig(), invoke: createInvoke(process.env), print };
    process.exitCode = await notifyTest(channel, options, deps);
  });
}

type LogOptions = AskOptions & { since: number; alert?: string; cursor?: string };

function addLog(notify: Command): void {
  ofStage(
    notify
      .command('log')
      .description('what channels were told in the last 90 days, and whether it arrived')
      .addOption(new Option('--since <duration>', 'in the last so long').default(day, '24h').argParser(lengthArgument))
      .addOption(new Option('--alert <id>', 'of one alert: the id that messages show').argParser(textArgument('an id')))
      .addOption(new Option('--cursor <cursor>', 'go on where an answer ended').argParser(textArgument('a cursor'))),
  )
    .addHelpText('after', '\n  npx wirewatch notify log\n  npx wirewatch notify log --alert 7f3a9c --since 30d')
    .action(({ since, alert, cursor, ...options }: LogOptions) =>
      ask(options, () => ({
        do: 'list-notices',
        since,
        ...(alert !== undefined && { alert }),
        ...(cursor !== undefined && { cursor }),
      })),
    );
}

function addDeployed(notify: Command): void {
  notify
    .command('deployed')
    .description('tell PagerDuty and event buses that a stage was deployed; nobody is woken by it')
    .option('--version <version>', 'what was deployed, such as a commit')
    .option('--summary <summary>', 'in a line; default: what was deployed, and to which stage')
    .addOption(new Option('--stage <stage>', 'the stage that was deployed').env('STAGE').default('prod'))
    .addHelpText(
      'after',
      `
PagerDuty shows it beside later incidents of the service as a change event, and a bus channel gets the event "Deployed".
It reads the channels' secrets with your AWS credentials: they need ssm:GetParameter on /wirewatch/<stage>/*, and
events:PutEvents on the buses.

  npx wirewatch notify deployed --stage prod --version "$(git rev-parse --short HEAD)"`,
    )
    .action(async (options: DeployedOptions) => {
      const [{ notifyDeployed }, { announceTools }] = await Promise.all([
        import('./notify-deployed.ts'),
        import('./announce-tools.ts'), // loads the AWS SDK
      ]);
      const tools = announceTools(options.stage, process.env);
      process.exitCode = await notifyDeployed(options, { config: await readConfig(), tools, now: Date.now, print });
    });
}
