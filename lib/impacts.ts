import type { FunctionName } from './names.ts';

/** What it means for people when a function fails. */
export const failureImpact = {
  ingest: 'Providers may get an error for their webhooks: those that are not sent again are missing from all counts.',
  bus: 'Events of providers that come by EventBridge wait longer to be counted.',
  replay: 'Spilled webhooks wait longer to be counted.',
  count: 'Counters stand still until it works again: rules see no new traffic.',
  enrich: 'Prices of Twilio stay estimates; no count of messages is affected.',
  evaluate: 'Rules are not judged: alerts start and end late, or not at all.',
  notify: 'People may not hear of an alert.',
  retry: 'A notice that a channel did not take may not be sent again.',
  act: 'Nobody can acknowledge or silence from a message or the command line: reminders and escalation go on.',
  api: 'The console page, tools and the command line get no answers; counting and alerts are not affected.',
  widget: 'Widgets of the dashboards show nothing, and their buttons do nothing; counting and alerts are not affected.',
  'roll-up': 'Days and months are out of date; minutes, hours and alerts are not affected.',
  audit: 'Nobody compares the counters with the journal; neither is affected.',
  forget: 'A person who asked to be forgotten may not be; the command that asked says so too.',
  sweep: 'Messages whose receipt never came stay without an ending; alerts are not affected.',
} as const satisfies Record<FunctionName, string>;

/** What it means when messages wait in a queue, by the name of the queue. */
export const backlogImpact = {
  spill: 'Spilled webhooks are not getting into the journal: counts are too low until they are.',
  bus: 'Events of providers that come by EventBridge are not getting into the journal: counts are too low until they are.',
} as const;

/** What lies in a dead-letter queue, by the step in front of it. */
export const deadLetterImpact = {
  spill: 'Webhooks could not be recorded for a day: they are missing from all counts.',
  bus: 'Events of a provider that comes by EventBridge could not be recorded for a day: they are missing from all counts until they are sent again.',
  count: 'Changes of the journal were not counted: counters are too low until a recount.',
  notify: 'Somebody was not told of an alert: its notice could not be decided or sent.',
  retry: 'Somebody was not told of an alert: its notice could not be sent again.',
  schedules: 'A scheduled run failed for good: the next one catches up, unless it fails too.',
} as const;

/** The same, of the step that is there only if the configuration asks for it. */
export const enrichDeadLetterImpact =
  'Twilio could not be asked about messages for two hours, as with an API key that is not valid: their prices stay estimates.';
