import type { Sources } from '../evaluate/readings.ts';

export function registrationReader(): Sources['registrations'] {
  return async () => [];
}
