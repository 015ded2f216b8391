import { type Html, html } from '../core/html.ts';
import type { Press } from '../views/view.ts';

/** What the buttons of one drawing of a widget have in common. */
export type Drawing = {
  functionArn: string;
  tenant: string;
  /** 12 hex digits that no other drawing has. */
  id: string;
  /** Epoch milliseconds, wall clock. */
  at: number;
};

/**
 * A button that calls this function again, after a question; what it answers stands in place of the widget. The
 * element `cwdb-action` is about the one before it, and holds the parameters:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/add_custom_widget_dashboard_interactivity.html
 */
export function buttons({ functionArn, tenant, id, at }: Drawing): (press: Press) => Html {
  return ({ words, confirm, ...press }) => {
    const { do: action, alert, for: lasts } = press;
    const pressed = { do: action, alert, ...(lasts !== undefined && { for: lasts }), drawing: id, drawnAt: at };
    const parameters = JSON.stringify({ widget: 'alerts', tenant, press: pressed });
    return html`<button type="button" class="btn ww-button">${words}</button><cwdb-action action="call" display="widget" endpoint="${functionArn}" confirmation="${confirm}">${parameters}</cwdb-action>`;
  };
}
