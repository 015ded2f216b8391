import { type Command, Option } from 'commander';
import { readConfig } from '../functions/config/read-config.ts';
import { allRules } from '../functions/rules/evaluation-rules.ts';
import type { RulesBacktestOptions } from './rules-backtest.ts';
import { rulesCheck } from './rules-check.ts';
import { nowAndThen, ofStage, print, untilInterrupted, zoneOf } from './stage-options.ts';

/** Adds the commands that try rules before they are trusted. */
export function addRules(program: Command): void {
  const rules = program.command('rules').description('try rules before they are trusted');
  addCheck(rules);
  addTest(rules);
  addBacktest(rules);
}

function addCheck(rules: Command): void {
  rules
    .command('check')
    .description('list the rules of a configuration, or say all that is wrong with it')
    .addOption(configOption())
    .option('--json', 'print JSON')
    .action(async (options: { config: string; json?: boolean }) => {
      process.exitCode = await rulesCheck(options, { read: readConfig, print });
    });
}

function addTest(rules: Command): void {
  rules
    .command('test')
    .description('run tests of rules: written series of minutes, and the alerts that they should raise')
    .argument('<files...>', 'YAML, JSON or TypeScript (docs/rule-tests.md)')
    .addOption(configOption())
    .option('--json', 'print JSON')
    .action(async (files: string[], options: { config: string; json?: boolean }) => {
      const [{ rulesTest }, config] = await Promise.all([import('./rules-test.ts'), readConfig(options.config)]);
      process.exitCode = await rulesTest(files, options, { config, print });
    });
}

function configOption(): Option {
  return new Option('--config <file>', 'the configuration, TypeScript or JSON').default('wirewatch.config.ts');
}

function addBacktest(rules: Command): void {
  const backtesting = rules
    .command('backtest')
    .description('when a rule of the configuration here would have fired, by the counters of a stage; changes nothing')
    .argument('<rule>', 'the id of a rule in the configuration')
    .requiredOption('--from <time>', 'a date or time of the tenant, or an ISO time with Z or an offset')
    .option('--to <time>', 'up to, and not with it; default: the day or the hour that --from names')
    .option(
      '--sweep <setting=from..to>',
      'try values of one setting: threshold=85%..95%, high.for=1m..10m, minSamples=20..100',
    )
    .option('--step <step>', 'how far apart the values are; default: a tenth of the range')
    .addOption(configOption());
  ofStage(backtesting).action(async (rule: string, options: RulesBacktestOptions & { config: string }) => {
    const [{ rulesBacktest }, { stageSources }, { unknownRule }] = await Promise.all([
      import('./rules-backtest.ts'),
      import('./stage-sources.ts'), // loads the AWS SDK
      import('../functions/evaluate/backtest.ts'),
    ]);
    const config = await readConfig(options.config);
    const zone = zoneOf(config, options);
    // Before anything is asked of AWS.
    if (!allRules(config.rules).some(({ id }) => id === rule)) throw new Error(unknownRule(config, rule));
    const { signal, cleanUp } = untilInterrupted();
    const { sources, now } = await stageSources(options.stage, process.env);
    const progress = nowAndThen(console.error, Date.now);
    const tools = { config, zone, sources, signal, now, print, progress, warn: console.error };
    process.exitCode = await rulesBacktest(rule, options, tools);
    cleanUp();
  });
}
