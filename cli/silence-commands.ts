import type { Command } from 'commander';
import type { Matcher } from '../functions/core/matcher.ts';
import { parseMatchers } from '../functions/core/parse-matchers.ts';
import { type ActOptions, type AskOptions, ask, asPerson, carryOut } from './act.ts';
import { lengthArgument } from './duration-argument.ts';
import { ofStage } from './stage-options.ts';
import { textArgument } from './text-argument.ts';
import { timeOf } from './time-range.ts';

type SilenceOptions = ActOptions & { for?: number; from?: string; comment?: string; matchers?: string };

const matchersForm = "'campaign=spring-promo', 'rule=~\"delivery-.*\", carrier!=unknown'";

const silence = [
  '<id>',
  'as `silence list` shows it, or its beginning',
  textArgument('an id as `silence list` shows it'),
] as const;

/** Adds the commands that keep alerts quiet by what they are about. */
export function addSilences(program: Command): void {
  const silences = program.command('silence').description('keep alerts quiet for a while, by what they are about');
  addAdding(silences);
  ofStage(
    silences.command('list').description('list silences: those to come, those that hold, and the latest that are over'),
  ).action((options: AskOptions) => ask(options, () => ({ do: 'list-silences' })));
  addEditing(silences);
  addEnding(silences);
}

function addAdding(silences: Command): void {
  asPerson(
    silences
      .command('add')
      .description('silence the alerts that match; that they ended is still told')
      .argument('<matchers>', `what is silenced: ${matchersForm}`)
      .requiredOption('--for <duration>', 'how long, such as 2h', lengthArgument)
      .option('--from <time>', "when it begins: a time of the tenant's, or an ISO time; default: now")
      .option('--comment <text>', 'why', ''),
  )
    .addHelpText(
      'after',
      "\n  npx wirewatch silence add 'campaign=spring-promo' --for 2h --comment 'known, sent too early'\n  npx wirewatch silence add 'provider=telnyx' --from 2026-11-21T22:00 --for 4h",
    )
    .action((text: string, options: SilenceOptions & { for: number; comment: string }) =>
      carryOut(options, (zone) => ({
        do: 'silence',
        matchers: matchersOf(text),
        for: options.for,
        comment: options.comment,
        ...(options.from !== undefined && { from: timeOf(options.from, zone) }),
      })),
    );
}

function addEditing(silences: Command): void {
  asPerson(
    silences
      .command('edit')
      .description('change a silence; one whose matchers or start change is ended, and another takes its place')
      .argument(...silence)
      .option('--for <duration>', 'how long from now, or from --from', lengthArgument)
      .option('--from <time>', 'when it begins')
      .option('--matchers <matchers>', 'what is silenced')
      .option('--comment <text>', 'why'),
  )
    .addHelpText('after', '\n  npx wirewatch silence edit 0c1d2e --for 4h')
    .action((id: string, options: SilenceOptions) =>
      carryOut(options, (zone) => ({
        do: 'edit-silence',
        id,
        ...(options.for !== undefined && { for: options.for }),
        ...(options.comment !== undefined && { comment: options.comment }),
        ...(options.matchers !== undefined && { matchers: matchersOf(options.matchers) }),
        ...(options.from !== undefined && { from: timeOf(options.from, zone) }),
      })),
    );
}

function addEnding(silences: Command): void {
  asPerson(
    silences
      .command('end')
      .description('end a silence now')
      .argument(...silence),
  )
    .addHelpText('after', '\n  npx wirewatch silence end 0c1d2e')
    .action((id: string, options: ActOptions) => carryOut(options, () => ({ do: 'end-silence', id })));
}

function matchersOf(text: string): Matcher[] {
  const parsed = parseMatchers(text);
  if (parsed.kind === 'unreadable') throw new Error(parsed.why);
  return parsed.matchers;
}
