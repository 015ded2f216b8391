#!/usr/bin/env node
import { Command, Option } from 'commander';
import { errorProviders } from '../functions/core/errors/catalogue.ts';
import { addAlerts } from './alert-commands.ts';
import { addAudit } from './audit-command.ts';
import { addForget, addRecount } from './deployment-commands.ts';
import { type ExplainOptions, errorCode, explain } from './explain.ts';
import { addMessage } from './message-command.ts';
import { addNotify } from './notify-commands.ts';
import { addOnCall } from './on-call-commands.ts';
import { addOverrides } from './override-commands.ts';
import { addRules } from './rules-commands.ts';
import { addSilences } from './silence-commands.ts';
import { addStatus } from './status-command.ts';
import { addTail } from './tail-command.ts';
import { addTokens } from './token-commands.ts';
import { addTop } from './top-command.ts';

const program = new Command('wirewatch')
  .description('Delivery monitoring for Twilio and Telnyx, in your own AWS account')
  .showHelpAfterError();

const secret = program.command('secret').description("providers' and channels' secrets");

secret
  .command('set')
  .description('store a secret; its value is read from standard input, or asked for without showing it')
  .argument(
    '<name>',
    'a provider (twilio, telnyx, meta, evolution, app), twilio-api, slack-signing, or a channel of wirewatch.config.ts',
  )
  .argument('[tenant]', 'a tenant of wirewatch.config.ts', 'main')
  .addOption(new Option('--stage <stage>', 'the stage it is for').env('STAGE').default('prod'))
  .addHelpText(
    'after',
    `
A value may have several lines; each is tried, so a new token or key can stand beside the old one during a rotation.
  twilio     auth tokens; AC…=token for the token of one sub-account
  twilio-api SK…:secret@AC…, an API key for each account, if Twilio is asked for prices (enrich)
  telnyx     public keys from the portal (base64)
  meta       app secrets; verify=… for the token that Meta asks for when you enter the URL
  evolution  jwt=… for the gateway's jwt_key, or header:<name>=<value> for a header it was given
  app        what your own application signs its reports with: whsec_ and 32 random bytes in base64
  slack-signing  the signing secret of the Slack app whose buttons are pressed
  channels, by their name in the configuration:
  slack      the incoming webhook's URL        pagerduty  the routing key
  webhook    whsec_ and 32 random bytes in base64, for each key; the URL in a line of its own, if it is secret
  opsgenie   the integration's API key
  slack-bot  the bot token, xoxb-…             teams      the workflow's URL

  npx wirewatch secret set twilio < token.txt`,
  )
  .action(async (name: string, tenant: string, options: { stage: string }) => {
    const { setSecret } = await import('./secret-set.ts'); // loads the AWS SDK, which no other command needs
    await setSecret({ name, tenant, ...options });
  });

program
  .command('explain')
  .description('what error codes mean, whether sending again helps, and what to do')
  .argument('<codes...>', "providers' error codes, such as 30007", errorCode)
  .addOption(
    new Option('--provider <provider>', 'whose codes they are; without it all are asked').choices(errorProviders),
  )
  .option('--json', 'print JSON')
  .action((codes: string[], options: ExplainOptions) => explain(codes, options));

addRecount(program);
addForget(program);
addRules(program);
addNotify(program);
addAlerts(program);
addSilences(program);
addOnCall(program);
addOverrides(program);
addAudit(program);
addStatus(program);
addMessage(program);
addTop(program);
addTail(program);
addTokens(program);

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
