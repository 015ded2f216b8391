import type { WebhookProvider } from '../provider.ts';
import { parserOf } from './parse.ts';
import { verify } from './verify.ts';

/**
 * What the team's own application reports, as no provider can know it (docs/decisions/016-application-events.md).
 * @param providers whose messages it may tell of
 */
export function app(providers: readonly string[]): WebhookProvider {
  return {
    comesBy: 'webhook',
    methods: ['POST'],
    bodyLimitBytes: 512 * 1024,
    answer: () => ({ status: 200 }),
    verify,
    parse: parserOf(providers),
  };
}
