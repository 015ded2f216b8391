import * as z from 'zod';

/** Why a request was not answered (RFC 9457), and what to change. */
export const problemSchema = z
  .object({
    type: z.literal('about:blank'),
    title: z.string().meta({ description: "The status's own words", example: 'Bad Request' }),
    status: z.int(),
    detail: z.string().meta({ description: 'What to change', example: 'limit: write a number from 1 to 200' }),
    issues: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'Everything that is wrong with the request, each with its place' }),
  })
  .meta({ id: 'Problem', description: 'Why a request was not answered (RFC 9457), and what to change' });
export type ProblemBody = z.infer<typeof problemSchema>;

const titles = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
} as const;
export type ProblemStatus = keyof typeof titles;

/** An ending of a request that is no answer to it. */
export type Problem = { kind: 'problem'; body: ProblemBody; headers?: Readonly<Record<string, string>> };

/** @param detail what to change, in a sentence */
export function problem(status: ProblemStatus, detail: string, more: Pick<ProblemBody, 'issues'> = {}): Problem {
  return { kind: 'problem', body: { type: 'about:blank', title: titles[status], status, detail, ...more } };
}
