/**
 * Names that people meet in consoles, and by which the dashboard's stack and the command line find things. A stage is
 * one deployment per account and region: its secrets are already called `/wirewatch/<stage>/…`.
 */
export function resourceName(stage: string, part: string): string {
  return `wirewatch-${stage}-${part}`;
}
