import * as z from 'zod';

const name = z.string().min(1).max(100);

/** JSON Web Tokens of an issuer of yours, which the HTTP API verifies before any of our code runs. */
const jwtSettings = z.strictObject({
  issuer: z.url({ protocol: /^https$/, error: 'write the issuer as its tokens name it, https://…' }),
  audience: z.array(name).min(1, 'name at least one audience'),
  /** Where the scopes stand: `wirewatch:read`, `wirewatch:operate`, `wirewatch:ingest`, `wirewatch:admin`. */
  scopesClaim: name.default('scope'),
  /** The claim that names the only tenant; `*` in it: all. Absent: everybody may speak of all. */
  tenantClaim: name.optional(),
  /** The claim that names the only user somebody may see; `*` in it: all. Absent: everybody sees all. */
  userClaim: name.optional(),
  /** What the audit calls them by. */
  nameClaim: name.default('sub'),
});
export type JwtSettings = z.output<typeof jwtSettings>;

const everyOrigin =
  '"*" would let every page on the internet ask with a token that somebody pasted there: name the origins';

const origin = z
  .string()
  .refine((text) => text !== '*', { message: everyOrigin, abort: true })
  .refine((text) => URL.canParse(text) && new URL(text).origin === text, {
    message: 'write an origin alone, such as https://status.example.com',
  });

const ways = 'write "tokens", "iam" or { jwt: { issuer, audience } }';

/** Who may ask the API. */
export const apiSettings = z.strictObject({
  access: z.union([z.enum(['tokens', 'iam']), z.strictObject({ jwt: jwtSettings })], ways).default('tokens'),
  /** The origins of other pages that may ask it from a browser. */
  cors: z.array(origin).default([]),
  /** Of one caller. */
  callsPerMinute: z.int().min(1, 'at least 1').max(60_000, 'at most 60,000').default(600),
});
