import { maskNumber } from '../../core/phone.ts';

/** What a person called the connection; many call it by its number, which is not for keeping. */
export function instanceName(instance: string | null | undefined): string | undefined {
  const name = instance?.slice(0, 64);
  return name && /^\+?\d{7,}$/.test(name) ? maskNumber(name) : name || undefined;
}
