import { noDataLabel } from '../core/alert.ts';
import type { Matcher } from '../core/matcher.ts';
import { severities } from '../core/severity.ts';
import { labelNames } from '../rules/grouping.ts';
import { labelsOfRule } from '../rules/index.ts';
import { valuesNamed } from './match-settings.ts';
import { nearest } from './nearest.ts';
import type { Issue } from './readable-issues.ts';
import type { RuleSettings } from './schema.ts';

/** The labels that alerts of these rules can have, and what else matchers see: tags, `rule`, `severity`, `tenant`. */
export function knownLabels(rules: readonly RuleSettings[]): string[] {
  const ofRules = rules.flatMap((rule) => [...labelsOfRule(rule), ...Object.keys(rule.tags)]);
  return [...new Set(['rule', 'severity', 'tenant', ...labelNames, noDataLabel, ...ofRules])];
}

/** A label that no alert can have. @param path where it is named */
export function labelIssue(label: string, known: readonly string[], path: string): Issue[] {
  if (known.includes(label)) return [];
  return [{ path, message: `no alert has the label "${label}"${choice(label, known)}` }];
}

/** Matchers that would never match: by labels that no alert can have, and by severities that are none. */
export function matcherIssues(matchers: readonly Matcher[], known: readonly string[], path: string): Issue[] {
  return matchers.flatMap((matcher) => {
    const strange = matcher.label === 'severity' ? valuesNamed(matcher).filter((value) => !isSeverity(value)) : [];
    return [
      ...labelIssue(matcher.label, known, `${path}.${matcher.label}`),
      ...strange.map((value) => ({
        path: `${path}.severity`,
        message: `"${value}" is no severity${choice(value, severities)}`,
      })),
    ];
  });
}

function isSeverity(value: string): boolean {
  return severities.some((severity) => severity === value);
}

function choice(given: string, names: readonly string[]): string {
  return `${didYouMean(given, names) || '.'} There are: ${names.join(', ')}`;
}

export function didYouMean(given: string, names: readonly string[]): string {
  const meant = nearest(given, names);
  return meant === undefined ? '' : `; did you mean "${meant}"?`;
}
