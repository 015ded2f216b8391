const providerNames: Readonly<Record<string, string>> = {
  'aws-sms': 'AWS End User Messaging',
  twilio: 'Twilio',
  telnyx: 'Telnyx',
  meta: 'Meta',
  evolution: 'Evolution',
  app: 'your application',
  all: 'all providers',
};

/** A label's value as people write it: providers by their name, everything else as it is. */
export function labelText(label: string, value: string): string {
  if (label !== 'provider') return value;
  return Object.hasOwn(providerNames, value) ? (providerNames[value] ?? value) : value;
}

/** Fills `{name}` in; a name that has no value stays as it was written. */
export function fillIn(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  );
}
