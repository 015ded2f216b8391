import { type Html, html } from '../../functions/core/html.ts';
import { labelText } from '../../functions/core/label-text.ts';
import type { Screen } from '../screen.ts';
import { copyButton } from './buttons.ts';

/** The addresses to paste at the providers, of the tenant that is looked at. */
export function webhookList({ about, address }: Screen): Html {
  const tenant = address.query.tenant ?? about?.tenants[0]?.name;
  const mine = (about?.webhooks ?? []).filter((one) => one.tenant === tenant);
  return html`<ul class="webhooks">${mine.map(
    ({ provider, url }) =>
      html`<li><span class="who">${labelText('provider', provider)}</span><code>${url}</code>${copyButton(url, `the address for ${provider}`)}</li>`,
  )}</ul>`;
}
