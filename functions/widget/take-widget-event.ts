import type { Caller } from '../api/access/caller.ts';
import { tenantOf } from '../api/access/tenant-of.ts';
import { html } from '../core/html.ts';
import { emptyState } from '../views/parts.ts';
import { buttons } from './buttons.ts';
import { description } from './description.ts';
import { fitted } from './fitted.ts';
import { frame } from './frame.ts';
import { pageLinks } from './page-links.ts';
import { press, typedName } from './press.ts';
import { rangeOf } from './range.ts';
import type { WidgetDeps } from './widget-deps.ts';
import { readWidgetEvent, type WidgetEvent } from './widget-event.ts';
import { widgets } from './widgets.ts';

const caller: Caller = { name: 'dashboard', via: 'dashboard', scopes: ['read'], id: 'dashboard' };

/**
 * Answers CloudWatch with the HTML of a widget, or with its documentation in Markdown. Whoever may invoke the function
 * may see and press; a refresh reads only.
 */
export async function takeWidgetEvent(event: unknown, deps: WidgetDeps): Promise<string> {
  const read = readWidgetEvent(event);
  if (read.kind === 'describe') return description;
  if (read.kind === 'unreadable') return refusal(read.why, 'light');
  const { theme } = read.event.widgetContext;
  const found = tenantOf(read.event.tenant, caller, deps.config);
  if (found.kind === 'problem') return refusal(found.body.detail, theme);
  return drawn(read.event, found, deps);
}

type Place = { tenant: string; zone: string };

async function drawn(event: WidgetEvent, { tenant, zone }: Place, deps: WidgetDeps): Promise<string> {
  const { widget, widgetContext, provider } = event;
  const isPressable = widget === 'alerts';
  const said = isPressable ? await press(tenant, event, deps) : [];
  const now = deps.now();
  const drawing = { functionArn: deps.functionArn, tenant, id: deps.act.newId(), at: deps.wall() };
  const link = pageLinks(deps.pageUrl, tenant);
  const tools = { zone, now, ...(isPressable && { press: buttons(drawing) }), ...(link && { link }) };
  const shown = { range: rangeOf(widgetContext, now), provider, tools };
  const outcome = await widgets[widget](shown, { caller, tenant, zone, deps });
  if (outcome.kind === 'problem') return refusal(outcome.body.detail, widgetContext.theme);
  const name = isPressable ? typedName(widgetContext) : undefined;
  return frame(fitted(outcome), { theme: widgetContext.theme, said, name }).markup;
}

function refusal(why: string, theme: 'light' | 'dark'): string {
  const next = html`${why}. The parameters are explained by “Get documentation”, where the widget is edited.`;
  return frame(emptyState('This cannot be shown.', next), { theme }).markup;
}
