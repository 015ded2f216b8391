import type { Command } from 'commander';
import type * as z from 'zod';
import { topSchema } from '../functions/api/answers/measures.ts';
import { dollarText } from '../functions/core/money.ts';
import { countText, percentText } from '../functions/core/number-text.ts';
import type { AskOptions } from './act.ts';
import { stageApi } from './ask-api.ts';
import { ofStage, print } from './stage-options.ts';
import { textTable } from './text-table.ts';

type Top = z.infer<typeof topSchema>;
type Asked = { by: string; last: string; limit: string };

/** Adds the command on who has most of something. */
export function addTop(program: Command): void {
  ofStage(
    program
      .command('top')
      .description('the carriers, campaigns, countries, … that have most of something')
      .argument('[dimension]', 'provider, carrier, country, campaign, sender, pool, template or errorCode', 'carrier')
      .option('--by <name>', 'a measure (o.costMicros), an amount (failures) or a ratio (failureRate)', 'o.started')
      .option('--last <duration>', 'up to now: 30m, 24h, 7d', '24h')
      .option('--limit <number>', 'so many of them', '10'),
  )
    .addHelpText(
      'after',
      '\n  npx wirewatch top\n  npx wirewatch top campaign --by failures --last 7d\n  npx wirewatch top errorCode --by failures --limit 20',
    )
    .action(async (dimension: string, options: AskOptions & Asked) => {
      const { by, last, limit } = options;
      const { ask } = await stageApi(options);
      const top = await ask({ path: '/v1/top', query: { dimension, by, last, limit }, answer: topSchema });
      print(options.json ? JSON.stringify(top, null, 2) : topText(top, dimension, by));
    });
}

const usual = 'o.started';

function topText({ rows, rest, other }: Top, dimension: string, by: string): string {
  if (rows.length === 0) return 'There was nothing of that in this time.';
  const ranked = by === usual ? [] : [by];
  const heading = [dimension, ...ranked, 'messages', 'delivered', 'failed', 'opted out', 'cost'];
  const lines = rows.map((row) => [
    row.value,
    ...ranked.map(() => amountText(row.by, by)),
    countText(row.started),
    shareText(row.deliveryRate),
    shareText(row.failureRate),
    shareText(row.optOutRate),
    dollarText(row.costMicros),
  ]);
  const table = textTable([heading, ...lines], heading.map((_, column) => column).slice(1));
  return [
    table,
    ...(rest.values > 0 ? [`and ${countText(rest.values)} more, with ${countText(rest.started)} messages`] : []),
    ...(other.started > 0 ? [`${countText(other.started)} messages are of too many values to be told apart`] : []),
  ].join('\n');
}

/** A ratio of shares is one; measures and amounts are counts, money and milliseconds. */
function amountText(amount: number, by: string): string {
  if (/(Rate|Success)$/.test(by)) return percentText(amount);
  return /Micros$/.test(by) ? dollarText(amount) : countText(amount);
}

function shareText({ value }: { value?: number | undefined }): string {
  return value === undefined ? '–' : percentText(value);
}
