import { webhookProviders } from '../providers/index.ts';

export type WebhookUrl = { tenant: string; provider: string; url: string };

/** What the team enters at its providers. */
export function webhookUrls(tenants: readonly string[], base: string): WebhookUrl[] {
  return tenants.flatMap((tenant) =>
    [...webhookProviders.keys()].map((provider) => {
      const path = tenant === 'main' ? provider : `${provider}/${tenant}`;
      return { tenant, provider, url: `${base}/webhooks/${path}` };
    }),
  );
}
