import * as z from 'zod';
import { withOverrides } from '../../config/overrides.ts';
import { type Override, overridable } from '../../core/override.ts';
import { mayDo } from '../access/caller.ts';
import { actFor } from '../act-for.ts';
import { timeOf } from '../alerts/alert-answer.ts';
import { doneSchema } from '../answers/alerts.ts';
import { overridesSchema } from '../answers/operations.ts';
import { iso } from '../common.ts';
import { type Context, type Endpoint, endpoint, ok } from '../endpoint.ts';
import { lengthSchema } from '../time-body.ts';

const params = z.object({
  section: z
    .enum(overridable, `write one of ${overridable.join(', ')}`)
    .meta({ description: 'A section of the configuration' }),
});
const facts = { path: '/v1/overrides/{section}', scope: 'admin', tag: 'Configuration', answer: doneSchema } as const;

const setBody = z.strictObject({
  value: z.json().meta({ description: 'The section, as it would stand in the configuration' }),
  for: lengthSchema.optional().meta({ description: 'Default: until it is given back' }),
});

export const overridesEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      method: 'GET',
      path: '/v1/overrides',
      scope: 'read',
      tag: 'Configuration',
      summary: 'The sections of the configuration that were replaced at run time',
      description: "People's numbers and addresses are shown to administrators only.",
      answer: overridesSchema,
    },
    async (_, context) => ok(await list(context)),
  ),
  endpoint(
    {
      ...facts,
      method: 'PUT',
      summary: 'Replace a section of the configuration, from the next tick on',
      params,
      body: setBody,
    },
    ({ params: { section }, body }, context) =>
      actFor(context, { do: 'set-override', section, ...body }, `override of ${section}`),
  ),
  endpoint(
    { ...facts, method: 'DELETE', summary: 'Give a section back: it is as deployed again', params },
    ({ params: { section } }, context) => actFor(context, { do: 'remove-override', section }, `override of ${section}`),
  ),
];

async function list({ tenant, caller, deps }: Context): Promise<z.infer<typeof overridesSchema>> {
  const now = deps.now();
  const standing = (await deps.act.overrides(tenant)).filter(({ until }) => until === undefined || now < until);
  const { refused } = withOverrides(deps.config, standing, now);
  const overrides = standing.map(({ section, value, by, at, until }) => ({
    section,
    value: mayDo(caller, 'admin') ? value : withoutContacts(value),
    by,
    at: iso(at),
    until: timeOf(until),
    refused: whyRefused(section, refused),
  }));
  return { overrides };
}

function whyRefused(section: Override['section'], refused: readonly { section: string; why: string }[]) {
  const reasons = refused.filter((one) => one.section === section).map(({ why }) => why);
  return reasons.length === 0 ? undefined : reasons.join('; ');
}

/** Where people can be reached is nobody's business but of who looks after it. */
function withoutContacts(value: Override['value']): Override['value'] {
  if (Array.isArray(value)) return value.map(withoutContacts);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => name !== 'phone' && name !== 'email');
  return Object.fromEntries(kept.map(([name, part]) => [name, withoutContacts(part)]));
}
