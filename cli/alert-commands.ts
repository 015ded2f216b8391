import type { Command } from 'commander';
import type { AlertAction } from '../functions/act/act-request.ts';
import { type ActOptions, type AskOptions, ask, asPerson, carryOut } from './act.ts';
import { lengthArgument } from './duration-argument.ts';
import { ofStage } from './stage-options.ts';
import { textArgument } from './text-argument.ts';

const alert = [
  '<alert>',
  'the id that messages show, such as 7f3a9c; `wirewatch alerts` lists those that fire',
  textArgument('the id that messages show, such as 7f3a9c'),
] as const;

/** Adds the commands by which people take alerts in hand. */
export function addAlerts(program: Command): void {
  ofStage(program.command('alerts').description('list the alerts that fire, and who has them in hand')).action(
    (options: AskOptions) => ask(options, () => ({ do: 'list-alerts' })),
  );
  addAcknowledging(program);
  addOnAlert(program, 'unack', 'give back an alert that was acknowledged: reminders and escalation go on', (id) => ({
    do: 'unacknowledge',
    on: { alert: id },
  }));
  addSaying(program);
  addSnoozing(program);
  addOnAlert(program, 'wake', 'end a snooze before its time', (id) => ({ do: 'wake', on: { alert: id } }));
  addOnAlert(
    program,
    'resolve',
    'close an alert by hand; if what it watches stays bad, it fires again after its hold',
    (id) => ({ do: 'resolve', on: { alert: id } }),
  );
}

function addOnAlert(program: Command, name: string, description: string, action: (id: string) => AlertAction): void {
  asPerson(
    program
      .command(name)
      .description(description)
      .argument(...alert),
  )
    .addHelpText('after', `\n  npx wirewatch ${name} 7f3a9c`)
    .action((id: string, options: ActOptions) => carryOut(options, () => action(id)));
}

function addAcknowledging(program: Command): void {
  asPerson(
    program
      .command('ack')
      .description('take an alert on: no reminders and no further escalation while it holds')
      .argument(...alert)
      .option('--for <duration>', 'until it is void, such as 4h; default: as the configuration says', lengthArgument),
  )
    .addHelpText('after', '\n  npx wirewatch ack 7f3a9c\n  npx wirewatch ack 7f3a9c --for 4h --as anna')
    .action((id: string, options: ActOptions & { for?: number }) =>
      carryOut(options, () => ({
        do: 'acknowledge',
        on: { alert: id },
        ...(options.for !== undefined && { for: options.for }),
      })),
    );
}

function addSaying(program: Command): void {
  asPerson(
    program
      .command('assign')
      .description('say whose an alert is')
      .argument(...alert)
      .argument('<person>', 'a name', textArgument('a name')),
  )
    .addHelpText('after', '\n  npx wirewatch assign 7f3a9c ben')
    .action((id: string, to: string, options: ActOptions) =>
      carryOut(options, () => ({ do: 'assign', on: { alert: id }, to })),
    );
  asPerson(
    program
      .command('comment')
      .description('say something about an alert, for others and for later')
      .argument(...alert)
      .argument('<text>', 'at most 1,000 characters', textArgument('at most 1,000 characters')),
  )
    .addHelpText('after', "\n  npx wirewatch comment 7f3a9c 'the carrier works on it'")
    .action((id: string, text: string, options: ActOptions) =>
      carryOut(options, () => ({ do: 'comment', on: { alert: id }, text })),
    );
}

function addSnoozing(program: Command): void {
  asPerson(
    program
      .command('snooze')
      .description('hear nothing new of one alert for a while')
      .argument(...alert)
      .requiredOption('--for <duration>', 'how long, such as 2h', lengthArgument),
  )
    .addHelpText('after', '\n  npx wirewatch snooze 7f3a9c --for 2h')
    .action((id: string, options: ActOptions & { for: number }) =>
      carryOut(options, () => ({ do: 'snooze', on: { alert: id }, for: options.for })),
    );
}
