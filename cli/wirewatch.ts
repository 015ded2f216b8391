#!/usr/bin/env node
import { Command, Option } from 'commander';
import { setSecret } from './secret-set.ts';

const program = new Command('wirewatch')
  .description('Delivery monitoring for Twilio and Telnyx, in your own AWS account')
  .showHelpAfterError();

const secret = program.command('secret').description("providers' and channels' secrets");

secret
  .command('set')
  .description('store a secret; its value is read from standard input, or asked for without showing it')
  .argument('<name>', 'a provider (twilio, telnyx) or a channel of wirewatch.config.ts')
  .argument('[tenant]', 'a tenant of wirewatch.config.ts', 'main')
  .addOption(new Option('--stage <stage>', 'the stage it is for').env('STAGE').default('prod'))
  .addHelpText(
    'after',
    `
A value may have several lines; each is tried, so a new token or key can stand beside the old one during a rotation.
  twilio     auth tokens; AC…=token for the token of one sub-account
  telnyx     public keys from the portal (base64)
  slack      the incoming webhook's URL        pagerduty  the routing key

  npx wirewatch secret set twilio < token.txt`,
  )
  .action((name: string, tenant: string, options: { stage: string }) => setSecret({ name, tenant, ...options }));

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
