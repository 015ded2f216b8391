import * as z from 'zod';
import { jsonService, ServiceError } from './json-service.ts';
import type { Service } from './service.ts';

const getParameter = z.object({ Name: z.string() });

/** Parameter Store, read only. @param parameters values by full name */
export function ssm(parameters: ReadonlyMap<string, string>): Service {
  return jsonService('AmazonSSM', {
    GetParameter: (input) => {
      const { Name } = getParameter.parse(input);
      const Value = parameters.get(Name);
      if (Value === undefined) throw new ServiceError('ParameterNotFound', Name);
      return { Parameter: { Name, Type: 'SecureString', Value, Version: 1 } };
    },
  });
}
