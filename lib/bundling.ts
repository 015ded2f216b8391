/** How esbuild bundles a function; the benchmark measures the same bundle. */
export const bundleOptions = {
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  keepNames: true,
  // Some dependencies are CommonJS and ask for Node's own modules with `require`.
  banner: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
};
