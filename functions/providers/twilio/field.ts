import type { Parameter } from './parse-form.ts';

/** Reads one of Twilio's parameters by the name that it has in forms. Missing and blank are the same. */
export type Field = (name: string) => string | undefined;

/** Fields of a form; a repeated one counts as its first. */
export function formField(parameters: readonly Parameter[]): Field {
  return (name) => {
    for (const parameter of parameters) if (parameter[0] === name) return parameter[1] || undefined;
    return undefined;
  };
}

/** Fields of an event's data, whose names Twilio spells as `messageSid`, `CallSid`, `error_code` or `accountsid`. */
export function jsonField(data: Record<string, unknown>): Field {
  return (name) => {
    for (const spelling of spellingsOf(name)) {
      const value = Object.hasOwn(data, spelling) ? data[spelling] : undefined;
      if (typeof value === 'string' && value !== '') return value;
      if (typeof value === 'number') return String(value);
    }
    return undefined;
  };
}

/** A member of what may be an object; never one of its prototype. */
export function member(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

const spellings = new Map<string, readonly string[]>();

function spellingsOf(name: string): readonly string[] {
  const known = spellings.get(name);
  if (known) return known;
  const snake = name.replace(/(?<!^)([A-Z])/g, '_$1').toLowerCase();
  const all = [name.charAt(0).toLowerCase() + name.slice(1), name, snake, name.toLowerCase()];
  spellings.set(name, all);
  return all;
}
