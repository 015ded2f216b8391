import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';

const run = promisify(execFile);
const user = 'bench';

export type PostgresServer = { version: string; client: Client; stop(): Promise<void> };

/** A PostgreSQL of its own as the package sets it up, on a socket in a temporary folder; `undefined` if there is none. */
export async function startPostgres(): Promise<PostgresServer | undefined> {
  const bin = await findBin();
  if (bin === undefined) return undefined;
  const dir = await mkdtemp(join(tmpdir(), 'wirewatch-postgres-'));
  const owner = await ownerOf(dir);
  const data = join(dir, 'data');
  await run(
    join(bin, 'initdb'),
    ['-D', data, '-U', user, '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    owner,
  );
  const options = ['-D', data, '-k', dir, '-c', 'listen_addresses='];
  const server = spawn(join(bin, 'postgres'), options, { ...owner, stdio: 'ignore' });
  const client = await connect(dir, server);
  const { rows } = await client.query('SHOW server_version');
  const stop = async () => {
    await client.end();
    server.kill('SIGINT');
    await once(server, 'exit');
    await rm(dir, { recursive: true });
  };
  return { version: String(rows[0].server_version), client, stop };
}

async function findBin(): Promise<string | undefined> {
  const told = await run('pg_config', ['--bindir']).then(
    ({ stdout }) => [stdout.trim()],
    () => [],
  );
  const debian = '/usr/lib/postgresql';
  const versions = await readdir(debian).catch(() => []);
  const packaged = versions.toSorted((a, b) => Number(b) - Number(a)).map((version) => join(debian, version, 'bin'));
  const places = [...told, ...packaged, ...(process.env.PATH ?? '').split(delimiter)];
  return places.find((place) => ['initdb', 'postgres'].every((name) => existsSync(join(place, name))));
}

/** PostgreSQL refuses to run as root: then it runs as the package's user, or as nobody. */
async function ownerOf(dir: string): Promise<{ cwd: string; uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return { cwd: dir };
  const idOf = async (flag: '-u' | '-g') => {
    const { stdout } = await run('id', [flag, 'postgres']).catch(() => run('id', [flag, 'nobody']));
    return Number(stdout);
  };
  const [uid, gid] = [await idOf('-u'), await idOf('-g')];
  await chown(dir, uid, gid);
  return { cwd: dir, uid, gid };
}

async function connect(host: string, server: ChildProcess): Promise<Client> {
  for (let tried = 0; tried < 200 && server.exitCode === null; tried += 1) {
    const client = new Client({ host, user, database: 'postgres' });
    try {
      await client.connect();
      return client;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error('PostgreSQL did not start: run the benchmark again, or look at the system’s log');
}
