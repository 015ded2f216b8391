import * as z from 'zod';

const eventSchema = z.object({
  requestContext: z
    .object({
      requestId: z.string().optional(),
      http: z.object({ sourceIp: z.string().optional() }).optional(),
      authorizer: z
        .object({
          jwt: z.object({ claims: z.record(z.string(), z.unknown()) }).optional(),
          iam: z.object({ userArn: z.string(), accountId: z.string() }).optional(),
        })
        .optional(),
    })
    .optional(),
  /** Who calls the function directly, and not by HTTP: only {@link takeApiEvent} sets it. */
  direct: z.object({ name: z.string() }).optional(),
});

/** What the HTTP API says of a request beside the request itself. */
export type GatewayEvent = { claims?: Record<string, unknown>; arn?: string; direct?: string; sourceIp?: string };

export function gatewayEventOf(event: unknown): GatewayEvent {
  const parsed = eventSchema.safeParse(event ?? {});
  if (!parsed.success) return {};
  const { requestContext, direct } = parsed.data;
  const { jwt, iam } = requestContext?.authorizer ?? {};
  const sourceIp = requestContext?.http?.sourceIp;
  return {
    ...(jwt && { claims: jwt.claims }),
    ...(iam && { arn: iam.userArn }),
    ...(direct && { direct: direct.name }),
    ...(sourceIp !== undefined && { sourceIp }),
  };
}
