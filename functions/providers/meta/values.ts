import { errorSchema } from './payload.ts';

/** The code of the first of `errors[]`. */
export function errorCodeOf(errors: readonly unknown[] | null | undefined): string | undefined {
  const code = errorSchema.safeParse(errors?.[0]).data?.code ?? '';
  return /^[1-9]\d{0,7}$/.test(code) ? code : undefined;
}

/** A number as Meta writes it (`13125550123`, `+1 312-555-0123`) in E.164; user ids stay as they are. */
export function address(text: string | null | undefined): string | undefined {
  const digits = text?.replace(/^\+|[\s().-]/g, '') ?? '';
  return /^\d{5,}$/.test(digits) ? `+${digits}` : text || undefined;
}
