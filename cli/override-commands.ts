import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import * as z from 'zod';
import { type Override, overridable } from '../functions/core/override.ts';
import { type ActOptions, type AskOptions, ask, asPerson, carryOut } from './act.ts';
import { lengthArgument } from './duration-argument.ts';
import { ofStage } from './stage-options.ts';

type Section = Override['section'];

const section = ['<section>', overridable.join(', '), sectionOf] as const;

/** Adds the commands by which sections of the configuration are replaced without a deployment. */
export function addOverrides(program: Command): void {
  const overrides = program
    .command('override')
    .description('replace a section of the configuration without a deployment');
  ofStage(overrides.command('list').description('what is overridden, by whom, and until when')).action(
    (options: AskOptions) => ask(options, () => ({ do: 'list-overrides' })),
  );
  addSetting(overrides);
  addRemoving(overrides);
}

function addSetting(overrides: Command): void {
  asPerson(
    overrides
      .command('set')
      .description('use what a file says instead of a section')
      .argument(...section)
      .argument(
        '<file>',
        'JSON: the whole section as the configuration would have it; of rules, by id what is replaced',
      )
      .option('--for <duration>', 'until it is given back by itself; default: until it is removed', lengthArgument),
  )
    .addHelpText(
      'after',
      '\n  npx wirewatch override set routes night-routes.json --for 8h\n  npx wirewatch override set rules quiet-rules.json --for 1h',
    )
    .action(async (replaced: Section, file: string, options: ActOptions & { for?: number }) => {
      const value = await jsonIn(file);
      await carryOut(options, () => ({
        do: 'set-override',
        section: replaced,
        value,
        ...(options.for !== undefined && { for: options.for }),
      }));
    });
}

function addRemoving(overrides: Command): void {
  asPerson(
    overrides
      .command('remove')
      .description('go back to the section as it is deployed')
      .argument(...section),
  )
    .addHelpText('after', '\n  npx wirewatch override remove routes')
    .action((replaced: Section, options: ActOptions) =>
      carryOut(options, () => ({ do: 'remove-override', section: replaced })),
    );
}

function sectionOf(text: string): Section {
  const found = overridable.find((one) => one === text);
  if (found === undefined) throw new Error(`"${text}" cannot be overridden; there are: ${overridable.join(', ')}`);
  return found;
}

/** @throws Error that says what is wrong with the file */
async function jsonIn(file: string) {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`There is no ${file}, or it cannot be read.`);
  });
  try {
    return z.json().parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${file} is no JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}
