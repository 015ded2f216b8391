import type { RegistrationEntry } from '../core/registration/registration.ts';
import type { Sources } from '../evaluate/readings.ts';
import type { Dynamo } from './dynamo.ts';
import { registrationsOf } from './journal-index.ts';

/** Every registration of a tenant, out of the journal. */
export function registrationReader(client: Dynamo, tableName: string): Sources['registrations'] {
  return async (tenant) => {
    const found: RegistrationEntry[] = [];
    for await (const entries of registrationsOf({ client, tableName }, tenant)) {
      found.push(...entries.filter((entry) => entry.kind === 'registration'));
    }
    return found;
  };
}
