import { DashboardVariable, DefaultValue, Values, VariableInputType, VariableType } from 'aws-cdk-lib/aws-cloudwatch';

/** Texts in a dashboard that CloudWatch replaces by what is chosen on it. Nothing else may look like them. */
const placeholders = { stage: '_stage_', tenant: '_tenant_', providers: '_providers_' } as const;

export type Choices = {
  /** Of this account and region; the first is chosen at first. */
  stages: readonly string[];
  tenants: readonly string[];
  providers: readonly string[];
};

/** What can be chosen on a dashboard, and the texts that stand for it. Of what is there once there is no choice. */
export function choiceOf({ stages, tenants, providers }: Choices) {
  const [stage, tenant] = [choice('stage', stages), choice('tenant', tenants)];
  const all = providers.map(searchWord).join(' OR ');
  const named = providers.map((label) => ({ value: searchWord(label), label }));
  const provider = variable('provider', placeholders.providers, [{ value: all, label: 'all' }, ...named]);
  return {
    stage: stage.text,
    tenant: tenant.text,
    providers: placeholders.providers,
    variables: [...stage.variable, ...tenant.variable, provider],
  };
}

/**
 * A name as a search without quotes finds it, for quotes would end the text in which it is put: of `aws-sms` its first
 * word (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html).
 */
export function searchWord(name: string): string {
  return name.split(/[^A-Za-z0-9]/)[0] ?? name;
}

function choice(name: 'stage' | 'tenant', values: readonly string[]) {
  const [only = '', ...others] = values;
  if (others.length === 0) return { text: only, variable: [] };
  const options = values.map((value) => ({ value }));
  return { text: placeholders[name], variable: [variable(name, placeholders[name], options)] };
}

function variable(id: string, pattern: string, values: { value: string; label?: string }[]): DashboardVariable {
  return new DashboardVariable({
    id,
    type: VariableType.PATTERN,
    inputType: VariableInputType.SELECT,
    value: pattern,
    label: id,
    values: Values.fromValues(...values),
    defaultValue: DefaultValue.value(values[0]?.value ?? ''),
    visible: true,
  });
}
