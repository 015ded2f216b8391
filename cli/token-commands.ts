import { randomBytes } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import { type Scope, scopes, tokenHash, tokenIdOf, tokenPrefix } from '../functions/core/token.ts';
import { type ActOptions, type AskOptions, ask, asPerson, carriedOut, carryOut } from './act.ts';
import { lengthArgument } from './duration-argument.ts';
import { outcomeText } from './outcome-text.ts';
import { ofStage, print } from './stage-options.ts';
import { textArgument } from './text-argument.ts';

type CreateOptions = ActOptions & { scope?: Scope[]; user?: string; expires?: number; allTenants?: true };

/** Adds the commands on the tokens with which programs and pages ask the API. */
export function addTokens(program: Command): void {
  const tokens = program.command('token').description('tokens of the API: make, list and revoke them');
  addCreating(tokens);
  ofStage(tokens.command('list').description('which there are, for what, until when, and when they were last used'))
    .option('--all-tenants', 'those of every tenant, and those that are of all')
    .action((options: AskOptions & { allTenants?: true }) =>
      ask(options, () => ({ do: 'list-tokens', ...seen(options) })),
    );
  addRevoking(tokens);
}

function addCreating(tokens: Command): void {
  asPerson(
    tokens
      .command('create')
      .description('make a token; it is printed once, alone on standard output, and kept nowhere')
      .argument('<name>', 'what it is for: the audit names it so', textArgument('what it is for'))
      .option(
        '--scope <scope>',
        'what it may, again for each: read; operate (read, acknowledge, silence, override); ingest (report what your application did); admin (all of it); default: read',
        scopeArgument,
      )
      .option('--all-tenants', 'it may speak of every tenant, and not of --tenant alone')
      .option('--user <id>', 'it may see one user of yours, and nothing else', textArgument('the id of a user'))
      .option(
        '--expires <duration>',
        'for how long it is good, such as 90d; default: until it is revoked',
        lengthArgument,
      ),
  )
    .addHelpText(
      'after',
      '\n  npx wirewatch token create grafana --expires 90d\n  npx wirewatch token create backend --scope read --scope ingest > token.txt',
    )
    .action(create);
}

function addRevoking(tokens: Command): void {
  asPerson(
    tokens
      .command('revoke')
      .description('let a token open nothing any more, from now on')
      .argument('<id>', 'as `token list` shows it, or its beginning', textArgument('an id as `token list` shows it'))
      .option('--all-tenants', 'one of another tenant, or of all'),
  )
    .addHelpText('after', '\n  npx wirewatch token revoke 7f3a9c')
    .action((id: string, options: ActOptions & { allTenants?: true }) =>
      carryOut(options, () => ({ do: 'revoke-token', id, ...seen(options) })),
    );
}

function scopeArgument(text: string, before: readonly Scope[] = []): Scope[] {
  const scope = scopes.find((one) => one === text);
  if (scope === undefined) throw new InvalidArgumentError(`There are: ${scopes.join(', ')}.`);
  return [...before, scope];
}

function seen({ allTenants }: { allTenants?: true }) {
  return allTenants ? { allTenants } : {};
}

/** Only the hash leaves this machine. */
async function create(name: string, options: CreateOptions): Promise<void> {
  const token = `${tokenPrefix}${randomBytes(32).toString('base64url')}`;
  const hash = tokenHash(token);
  const { scope = ['read'], user, expires } = options;
  const limits = {
    ...seen(options),
    ...(user !== undefined && { user }),
    ...(expires !== undefined && { expiresAt: Date.now() + expires }),
  };
  const action = { do: 'create-token' as const, hash, name, scopes: scope, ...limits };
  const { outcome, zone } = await carriedOut(options, () => action);
  console.error(outcomeText(outcome, zone));
  console.error('This is the only time that it is shown: keep it where you keep secrets.');
  print(options.json ? JSON.stringify({ id: tokenIdOf(hash), token, name, scopes: scope, ...limits }, null, 2) : token);
}
