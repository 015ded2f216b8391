import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Objects by bucket and key, `bucket/some/key`. */
export type ObjectStore = {
  read(name: string): Promise<Buffer | undefined>;
  write(name: string, body: Buffer): Promise<void>;
  remove(name: string): Promise<void>;
};

/** @param dir of the files; absent: in memory */
export function objectStore(dir?: string): ObjectStore {
  return dir === undefined ? inMemory() : inFiles(dir);
}

function inMemory(): ObjectStore {
  const objects = new Map<string, Buffer>();
  return {
    read: async (name) => objects.get(name),
    write: async (name, body) => {
      objects.set(name, body);
    },
    remove: async (name) => {
      objects.delete(name);
    },
  };
}

function inFiles(dir: string): ObjectStore {
  const fileOf = (name: string) => join(dir, ...name.split('/').map(safePart));
  return {
    read: async (name) => {
      try {
        return await readFile(fileOf(name));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
        throw error;
      }
    },
    write: async (name, body) => {
      const file = fileOf(name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(`${file}.new`, body);
      await rename(`${file}.new`, file);
    },
    remove: (name) => rm(fileOf(name), { force: true }),
  };
}

/** No part of a key may lead out of the directory. */
function safePart(part: string): string {
  return encodeURIComponent(part).replaceAll('.', '%2E');
}
