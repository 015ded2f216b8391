import { isDeepStrictEqual } from 'node:util';

/** What a module gives for something: asked of the module as it is, and of mutants of it. */
export type ModuleVector<Module> = { id: string; of: (module: Module) => unknown; gives: unknown };

/** The ids of those that do not hold. */
export function failedOf<Module>(vectors: readonly ModuleVector<Module>[], module: Module): string[] {
  return vectors.filter(({ of, gives }) => !isDeepStrictEqual(of(module), gives)).map(({ id }) => id);
}
