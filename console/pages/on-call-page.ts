import { type Html, html } from '../../functions/core/html.ts';
import { emptyState, moment, named } from '../../functions/views/parts.ts';
import { table } from '../../functions/views/table.ts';
import type { OnCall } from '../answers.ts';
import type { Page } from '../page.ts';
import { dialogButton } from '../parts/buttons.ts';
import { panel, shown } from '../parts/panel.ts';
import { questions } from '../questions.ts';
import type { Screen } from '../screen.ts';

type Schedule = OnCall['schedules'][number];

export const onCallPage: Page = {
  title: 'On call',
  asks: (address) => [questions.onCall(address)],
  show(screen) {
    return html`<h1>On call</h1>${panel(
      'on-call',
      'Who is called now',
      shown(screen, questions.onCall(screen.address), (answer) => list(answer, screen)),
      { isWide: true },
    )}`;
  },
};

function list({ schedules }: OnCall, { tools, mayOperate }: Screen): Html {
  if (schedules.length === 0)
    return emptyState(
      'There are no schedules.',
      html`Write people and onCall into wirewatch.config.ts: then alerts reach whoever is on duty, and escalate.`,
    );
  return table<Schedule>(
    'Schedules',
    [
      { head: 'Schedule', isText: true, cell: ({ schedule }) => named(schedule) },
      {
        head: 'Who',
        isText: true,
        cell: ({ name, person }) =>
          person === undefined ? html`<span class="state firing">nobody</span>` : named(name ?? person),
      },
      {
        head: 'Until',
        isText: true,
        cell: ({ until }) => (until === undefined ? 'no end is known' : moment(until, tools)),
      },
      {
        head: 'Action',
        isText: true,
        cell: ({ schedule }) => (mayOperate ? dialogButton('Take over …', { kind: 'take-over', schedule }) : html``),
      },
    ],
    schedules,
  );
}
