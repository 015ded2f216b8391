import * as z from 'zod';
import { jsonService, ServiceError } from './json-service.ts';
import type { Service } from './service.ts';

const getSecretValue = z.object({ SecretId: z.string() });

/** Secrets Manager, read only. @param secrets values by id */
export function secretsManager(secrets: ReadonlyMap<string, string>): Service {
  return jsonService('secretsmanager', {
    GetSecretValue: (input) => {
      const { SecretId } = getSecretValue.parse(input);
      const SecretString = secrets.get(SecretId);
      if (SecretString === undefined) throw new ServiceError('ResourceNotFoundException', SecretId);
      return { Name: SecretId, SecretString };
    },
  });
}
