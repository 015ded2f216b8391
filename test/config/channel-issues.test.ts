import { expect, test } from 'vitest';
import { defineConfig } from '../../functions/config/define-config.ts';
import { keptNames } from '../../functions/core/secret.ts';
import { slackSigning } from '../../functions/core/slack-signature.ts';
import { apiKeyName } from '../../functions/enrich/enrich.ts';
import { webhookProviders } from '../../functions/providers/index.ts';

const withChannel = (name: string) => () => defineConfig({ rules: [], channels: { [name]: { kind: 'webhook' } } });

test.each([...keptNames])('a channel is not called %s: its secret would be another’s', (name) => {
  expect(withChannel(name)).toThrow(
    `the secret "${name}" is another's: call the channel something else, such as "${name}-alerts"\n  → at channels.${name}`,
  );
});

test('a channel may be called anything else', () => {
  expect(withChannel('twilio-alerts')).not.toThrow();
});

test('kept are the names of all secrets that are no channel’s', () => {
  expect([...keptNames].sort()).toEqual([...webhookProviders.keys(), apiKeyName, slackSigning].sort());
});
