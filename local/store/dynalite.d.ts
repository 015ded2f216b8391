/** The inside of dynalite that the product uses: its engine without its HTTP server. The version is pinned. */
declare module 'dynalite/db/index.js' {
  export type Store = { db: { open(): Promise<void>; close(): Promise<void> } };
  const db: { create(options: { path?: string; createTableMs: number }): Store };
  export default db;
}

declare module 'dynalite/validations/index.js' {
  import type { Store } from 'dynalite/db/index.js';

  const validations: {
    checkTypes(data: object, types: unknown): object;
    checkValidations(data: object, types: unknown, custom: unknown, store: Store): void;
  };
  export default validations;
}
