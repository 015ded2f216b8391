import { localTimeText } from '../../functions/core/calendar.ts';
import { type Html, html } from '../../functions/core/html.ts';
import { labelText } from '../../functions/core/label-text.ts';
import type { LocalState } from './state.ts';

export type WebhookUrl = { tenant: string; provider: string; url: string };

/** Where providers send to, and what came of it last. */
export function webhooksSection(
  urls: readonly WebhookUrl[],
  state: LocalState,
  zone: (tenant: string) => string,
): Html {
  const rows = urls.map(({ tenant, provider, url }) => {
    const status = state.providers.find((one) => one.tenant === tenant && one.provider === provider);
    const at = (time: number | undefined) => (time === undefined ? 'never' : localTimeText(zone(tenant), time));
    const refusal = status?.lastRefusal;
    return html`<tr><th scope="row">${labelText('provider', provider)}</th><td class="text"><code tabindex="0">${url}</code></td>
      <td class="text">${at(status?.lastWebhookAt)}</td>
      <td class="text wrap">${refusal ? `${at(refusal.at)}: ${refusal.hint}` : 'none'}</td></tr>`;
  });
  return html`<h2>Webhook URLs</h2><div class="card scroll" tabindex="0" role="region" aria-label="Webhook URLs"><table>
    <thead><tr><th scope="col">Provider</th><th scope="col" class="text">Paste this at the provider</th>
    <th scope="col" class="text">Last webhook</th><th scope="col" class="text">Last refusal</th></tr></thead>
    <tbody>${rows}</tbody></table>
    <p class="soft">Twilio: add <code>?campaign=…&amp;user=…</code> to the URL to count by your own ids, and <code>#rc=3&amp;rp=5xx,ct,rt</code> so that it tries again. Telnyx: use tags such as <code>campaign:spring</code>. Meta: say <code>campaign=spring</code> in <code>biz_opaque_callback_data</code>.</p></div>`;
}
