import { JWTExpired } from 'jose/errors';
import { jwtVerify } from 'jose/jwt/verify';
import * as z from 'zod';
import { minute, second } from '../../core/time.ts';

/** Times in Unix seconds. */
const claimsSchema = z.object({
  app: z.literal('evolution'),
  action: z.literal('webhook'),
  iat: z.number().optional(),
});

export type TokenVerdict = 'good' | 'expired' | 'from the future' | 'wrong';

/** A gateway's clock may run ahead of ours by this much. */
const clockTolerance = 5 * minute;

/** Judges a token by each key: good by any of them, else the verdict of the key that signed it. */
export async function judgeToken(token: string, keys: readonly string[], now: number): Promise<TokenVerdict> {
  const verdicts = await Promise.all(keys.map((key) => judge(token, key, now)));
  return verdicts.find((verdict) => verdict === 'good') ?? verdicts.find((verdict) => verdict !== 'wrong') ?? 'wrong';
}

async function judge(token: string, key: string, now: number): Promise<TokenVerdict> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(key), {
      algorithms: ['HS256'],
      requiredClaims: ['exp'],
      currentDate: new Date(now),
    });
    const { success, data } = claimsSchema.safeParse(payload);
    if (!success) return 'wrong';
    return data.iat !== undefined && data.iat * second > now + clockTolerance ? 'from the future' : 'good';
  } catch (error) {
    return error instanceof JWTExpired ? 'expired' : 'wrong';
  }
}
