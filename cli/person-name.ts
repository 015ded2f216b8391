import { userInfo } from 'node:os';

/**
 * Who acts, for the audit: the name that was given, else the machine's user. A container may run as a user that nobody
 * has named. @throws Error that says what to write
 */
export function personName(given: string | undefined, env: NodeJS.ProcessEnv, user = nameOfUser): string {
  const name = [given, user(), env.USER, env.LOGNAME].find((one) => one !== undefined && one.trim() !== '');
  if (name !== undefined) return name.trim();
  throw new Error('The user of this machine has no name: write --as <name>, so that the audit can say who did it.');
}

function nameOfUser(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
