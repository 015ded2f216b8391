import { act } from '../act/act.ts';
import type { ActRequest } from '../act/act-request.ts';
import { outcomeLines } from '../act/outcome-lines.ts';
import { printableName } from '../core/printable-name.ts';
import { hour, minute } from '../core/time.ts';
import type { WidgetDeps } from './widget-deps.ts';
import type { Pressed, WidgetEvent } from './widget-event.ts';

/** What was looked at before may be another alert by now. */
const goodFor = hour;

/** So far may the clocks of two machines be apart that draw one widget and do what it asks. */
const clockSkew = minute;

/**
 * Does what a button asks for, once. Nobody has written down with which parameters CloudWatch refreshes a widget whose
 * button was pressed; if it is with the button's, nothing is done again.
 * @returns how it ended, in lines for whoever pressed
 */
export async function press(tenant: string, { press: pressed, widgetContext }: WidgetEvent, deps: WidgetDeps) {
  if (pressed === undefined) return [];
  const wall = deps.wall();
  if (pressed.drawnAt > wall + clockSkew) return ['Nothing was done: the list is of a time to come.'];
  if (wall - pressed.drawnAt > goodFor) return ['Nothing was done: the list was more than an hour old. Press again.'];
  const signature = ['widget', pressed.drawing, pressed.do, pressed.alert].join('#');
  if (!(await deps.take(tenant, signature, wall))) return ['This was pressed before: nothing was done again.'];
  const by = {
    name: `${typedName(widgetContext) || 'somebody'} (account ${widgetContext.accountId})`,
    via: 'dashboard' as const,
  };
  return outcomeLines(await act({ tenant, by, action: actionOf(pressed) }, deps.act));
}

/** The name that somebody typed in the widget; nothing, if it is none. */
export function typedName({ forms }: WidgetEvent['widgetContext']): string {
  return printableName.safeParse(forms.all.name).data ?? '';
}

function actionOf(pressed: Pressed): ActRequest['action'] {
  const { alert } = pressed;
  if (pressed.do === 'acknowledge') return { do: 'acknowledge', on: { alert }, for: pressed.for };
  if (pressed.do === 'resolve') return { do: 'resolve', on: { alert } };
  return { do: 'silence-alert', alert, for: pressed.for, comment: 'from a dashboard' };
}
