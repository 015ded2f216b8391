import type { AlertsAnswer, ErrorsAnswer, RegistrationsAnswer, TopAnswer } from '../views/answers.ts';

const nobody = { values: 0, started: 0 };

/** What concerns one provider; of what is about none in particular, all. */
export function alertsOf(provider: string | undefined, { alerts, ...rest }: AlertsAnswer): AlertsAnswer {
  const isMeant = (label: string | undefined) => label === undefined || label === 'all' || label === provider;
  return { ...rest, alerts: alerts.filter(({ labels }) => provider === undefined || isMeant(labels.provider)) };
}

/** Of what is not listed nobody knows whose it is. */
export function carriersOf(provider: string | undefined, answer: TopAnswer): TopAnswer {
  if (provider === undefined) return answer;
  const rows = answer.rows.filter(({ value }) => value.split('|')[0] === provider);
  return { ...answer, rows, rest: nobody, other: nobody };
}

/** Shares and the trend stay those of all failures. */
export function errorsOf(provider: string | undefined, answer: ErrorsAnswer): ErrorsAnswer {
  if (provider === undefined) return answer;
  const rows = answer.rows.filter((row) => row.provider === provider);
  const failures = rows.reduce((sum, { count }) => sum + count, 0);
  return { ...answer, failures, rows, rest: { codes: 0, count: 0 }, other: { count: 0 }, withoutCode: { count: 0 } };
}

export function registrationsOf(provider: string | undefined, answer: RegistrationsAnswer): RegistrationsAnswer {
  if (provider === undefined) return answer;
  return { ...answer, registrations: answer.registrations.filter((one) => one.provider === provider) };
}
