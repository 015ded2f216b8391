import { widgetNames } from './widget-event.ts';

const shows = {
  alerts: 'the alerts that fire or are about to, with buttons: acknowledge for 1 h, silence for 4 h, resolve',
  carriers: 'carriers, and what became of their messages',
  errors: 'error codes, what they mean and what to do',
  campaigns: 'campaigns with their scores',
  latency: 'how long it took from sent to delivered, as a histogram',
  registrations: 'how brands, campaigns and numbers are registered (10DLC, WhatsApp)',
  cost: 'what today cost, against yesterday and by provider',
  tiles: 'the key numbers of the range, against the time before',
} as const satisfies Record<(typeof widgetNames)[number], string>;

/** What the button "Get documentation" shows, in Markdown. */
export const description = `## Wirewatch

What Wirewatch counts and finds, over the dashboard's range of time (and what is zoomed into).

| parameter | value |
|---|---|
| **widget** | ${widgetNames.map((name) => `\`${name}\`: ${shows[name]}`).join('<br>')} |
| **tenant** | whose: \`main\` unless there is none of that name |
| **provider** | \`twilio\`, \`telnyx\`, …; all if it is left out. \`campaigns\` and \`cost\` are of all |

### Example

\`\`\` yaml
widget: carriers
tenant: main
provider: telnyx
\`\`\`

Whoever may invoke this function may press its buttons. CloudWatch does not tell it who that is: the name that is typed
in the widget, and the account, stand in the audit log; CloudTrail knows who called \`lambda:Invoke\`.
`;
