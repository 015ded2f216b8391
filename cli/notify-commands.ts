import type { Command } from 'commander';
import { Option } from 'commander';
import { readConfig } from '../functions/config/read-config.ts';
import type { DeployedOptions } from './notify-deployed.ts';
import { print } from './stage-options.ts';

/** Adds the commands about what channels are told. */
export function addNotify(program: Command): void {
  const notify = program.command('notify').description('what channels are told');
  addDeployed(notify);
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
