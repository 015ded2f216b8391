import * as z from 'zod';
import { jsonText } from '../../core/json-text.ts';
import { keyForm, signingKey } from '../../core/signing-key.ts';
import type { ChannelKind, Delivery } from '../channel.ts';
import { commonSettings } from '../common-settings.ts';
import { httpDelivery } from '../http-delivery.ts';
import { noticeJson } from '../notice-json.ts';
import { isSafeAddress } from '../web-address.ts';
import { signatureHeaders } from './sign.ts';

const settings = z.strictObject({
  kind: z.literal('webhook'),
  /** Where notices go; if the address is itself a secret, it is a line of the secret instead. */
  url: z.url().refine(isSafeAddress, 'use https, or http to this machine').optional(),
  ...commonSettings,
});

/** A program of the team's own, over HTTPS; the secret is a key for each signature, and the URL if it is not in the settings. */
export const webhook: ChannelKind<typeof settings> = {
  settings,
  hearsAcknowledgements: true,
  async deliver(notice, settings, tools) {
    const lines = await tools.secrets();
    const target = targetOf(settings.url, lines);
    if ('kind' in target) return target;
    const { url, keys } = target;
    const body = jsonText(noticeJson(notice, tools.source));
    // A group's id says nothing of the stage, and a receiver may serve two.
    const id = `${tools.source.replaceAll('/', '-')}-${notice.id}`;
    const headers = { 'content-type': 'application/json', ...signatureHeaders(id, body, keys, tools.now()) };
    return httpDelivery(await tools.post({ url, headers, body }), tools.now(), lines);
  },
};

type Target = { url: string; keys: Buffer[] };

function targetOf(given: string | undefined, lines: readonly string[]): Target | Delivery {
  const keys = lines.flatMap((line) => signingKey(line) ?? []);
  const addresses = lines.filter(isSafeAddress);
  if (keys.length + addresses.length < lines.length) {
    return { kind: 'refused', why: `a line of its secret is neither ${keyForm} nor an https URL` };
  }
  if (keys.length === 0) return { kind: 'unconfigured', why: `its secret has no key to sign with: ${keyForm}` };
  const url = given ?? addresses[0];
  if (url === undefined)
    return { kind: 'unconfigured', why: 'it has no url, neither in the settings nor as a line of its secret' };
  return { url, keys };
}
