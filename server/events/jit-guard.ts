import { createRequire } from 'node:module';
import type { jitRuntime } from 'graphql-jit/dist/runtime.js';

type Runtime = typeof jitRuntime;

/**
 * Makes a failure behind an asynchronous resolver an error of its field, as in graphql-js. graphql-jit goes on with the
 * answer inside of a promise that nobody listens to: where a getter of the answer or a type resolver throws there, the
 * operation would never end and the process would.
 */
export function guardCompiledQueries(): void {
  // The compiled queries are given this very object; an import would find its twin among the ES modules.
  const { jitRuntime: runtime } = createRequire(import.meta.url)('graphql-jit/dist/runtime.js') as { jitRuntime: Runtime & { guarded?: true } };
  if (runtime.guarded) return;
  runtime.guarded = true;
  for (const step of ['handleResolverResult', 'handleListItemResult'] as const) {
    const original = runtime[step];
    runtime[step] = function (this: Runtime, ctx, value, onSuccess, onError) {
      // Without a name of its own: run from the sources, each of the many functions made here would have to be given it.
      original.call(this, ctx, value, result => {
        try {
          onSuccess(result);
        } catch (error) {
          onError(error);
          onSuccess(null);
        }
      }, onError);
    };
  }
}
