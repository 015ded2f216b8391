import { text } from 'node:stream/consumers';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import password from '@inquirer/password';
import { isSafeAddress } from '../functions/channels/web-address.ts';
import { readConfig } from '../functions/config/read-config.ts';
import type { Config } from '../functions/config/schema.ts';
import { application } from '../functions/core/activity/application.ts';
import { keptNames, secretName } from '../functions/core/secret.ts';
import { keyForm, signingKey } from '../functions/core/signing-key.ts';
import { apiKeyFor } from '../functions/enrich/api-key.ts';
import { apiKeyName } from '../functions/enrich/enrich.ts';

type SecretOf = { name: string; tenant: string; stage: string };

/** Stores a secret as an SSM SecureString. The value never appears in an argument, and so in no shell history. */
export async function setSecret(secret: SecretOf): Promise<void> {
  const config = await readConfig();
  const problem = problemWith(secret, config);
  if (problem) throw new Error(problem);
  const lines = linesOf(await readValue(secret));
  const mistake = mistakeIn(lines, secret.name, config.channels[secret.name]?.kind);
  if (mistake) throw new Error(`${mistake}; nothing was stored`);
  const Name = secretName(secret.stage, secret.tenant, secret.name);
  await new SSMClient().send(
    new PutParameterCommand({ Name, Value: lines.join('\n'), Type: 'SecureString', Overwrite: true }),
  );
  console.log(`stored ${Name} (${lines.length} ${lines.length === 1 ? 'line' : 'lines'}); in use within 5 minutes`);
}

/** Why a secret has no place in the configuration; `undefined` if it has one. */
export function problemWith({ name, tenant, stage }: SecretOf, config: Config): string | undefined {
  const names = [...keptNames, ...Object.keys(config.channels)];
  if (!names.includes(name)) return `"${name}" is no provider or channel; there are: ${names.join(', ')}`;
  const tenants = Object.keys(config.tenants);
  if (!tenants.includes(tenant)) return `"${tenant}" is no tenant; there are: ${tenants.join(', ')}`;
  const stages = Object.keys(config.stages);
  if (!stages.includes(stage)) return `"${stage}" is no stage; there are: ${stages.join(', ')}`;
  return undefined;
}

/** Why the lines cannot be the secret; `undefined` if they may be. @param kind of the channel, if it is one */
export function mistakeIn(lines: readonly string[], name: string, kind: string | undefined): string | undefined {
  if (lines.length === 0) return 'the value is empty';
  const unfit = (fits: (line: string) => unknown) => lines.some((line) => fits(line) === undefined);
  if (name === application && unfit(signingKey)) return `write a line ${keyForm} for each key`;
  if (kind === 'webhook' && unfit((line) => signingKey(line) ?? (isSafeAddress(line) || undefined)))
    return `write a line ${keyForm} for each key, and the https URL in a line of its own if it is secret`;
  if (name === apiKeyName && unfit((line) => apiKeyFor([line], undefined)))
    return 'write a line SK…:secret@AC… for each account: the key, its secret, the account';
  return undefined;
}

function linesOf(value: string): string[] {
  return value
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

async function readValue({ name, tenant }: SecretOf): Promise<string> {
  if (!process.stdin.isTTY) return text(process.stdin);
  return password({ message: `Secret of ${name} for tenant ${tenant}`, mask: true });
}
