import { GetParameterCommand, ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm';
import { type SecretAnswer, secretName } from '../core/secret.ts';
import { minute, second } from '../core/time.ts';
import { cachedSecret } from './cached-secret.ts';

/** The lines of a tenant's secret for a provider or channel. Never throws. */
export type ReadSecret = (tenant: string, name: string) => Promise<SecretAnswer>;

/** Reads one parameter; `undefined` when there is none. Throws when it cannot be read now. */
export type ReadParameter = (path: string) => Promise<string | undefined>;

/** One attempt to read may not take longer, so that a webhook can still be spilled in time. */
const deadlineMs = 1500;

/** Secrets from SSM SecureStrings `/wirewatch/<stage>/<tenant>/<name>`, remembered for at most 5 minutes. */
export function createSecrets({ stage, client }: { stage: string; client: SSMClient }): ReadSecret {
  return secretsFrom({ stage, read: parameterReader(client), wall: Date.now });
}

/** @param wall wall-clock time in epoch milliseconds: rotation happens in the real world, however fast product time runs */
export function secretsFrom(source: { stage: string; read: ReadParameter; wall(): number }): ReadSecret {
  const known = new Map<string, () => Promise<SecretAnswer>>();
  return (tenant, name) => {
    const path = secretName(source.stage, tenant, name);
    const cached = known.get(path) ?? cachedSecret(() => readLines(source.read, path), source.wall, lifetimes);
    known.set(path, cached);
    return cached();
  };
}

/** `unavailableMs`: how long nobody asks again after a failure, so that an outage does not make every request wait. */
const lifetimes = { knownMs: 5 * minute, noneMs: minute, unavailableMs: 5 * second };

async function readLines(read: ReadParameter, path: string): Promise<SecretAnswer> {
  try {
    const value = (await read(path)) ?? '';
    const lines = value.split(/\r?\n/).map((line) => line.trim());
    const filled = lines.filter((line) => line !== '');
    return filled.length === 0 ? { kind: 'none' } : { kind: 'known', lines: filled };
  } catch (error) {
    return { kind: 'unavailable', why: `${path} cannot be read: ${error instanceof Error ? error.name : 'unknown'}` };
  }
}

function parameterReader(client: SSMClient): ReadParameter {
  return async (path) => {
    const command = new GetParameterCommand({ Name: path, WithDecryption: true });
    try {
      const { Parameter } = await client.send(command, { abortSignal: AbortSignal.timeout(deadlineMs) });
      return Parameter?.Value;
    } catch (error) {
      if (error instanceof ParameterNotFound) return undefined;
      throw error;
    }
  };
}
