import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const notOurs = new Set(['node_modules', '.git', '.cache', 'cdk.out', '.wirewatch', 'coverage']);

/** The files of the repository, by their path from its root. */
export function repositoryFiles(folder = '.'): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? repositoryFiles(path) : [path];
  });
}

const sourceFolders = ['functions/', 'lib/', 'local/', 'cli/', 'bin/', 'bench/', 'client/', 'console/'];

/** The product's code: everything in TypeScript but tests and settings of tools. */
export function sourceFiles(): string[] {
  return repositoryFiles().filter(
    (file) => /\.ts$/.test(file) && !/\.d\.ts$/.test(file) && sourceFolders.some((folder) => file.startsWith(folder)),
  );
}
