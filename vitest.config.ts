/**
 * @file Which tests run how. Files of a project that is not isolated share a process, so that what they import is loaded
 * once and not once a file: they must leave nothing behind in it. `npx vitest run --maxWorkers=1` is for a busy machine.
 */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/** Tests of these need neither the gallery's database nor onnxruntime. */
const pure = ['packages/{autodiff,models,networks,onnx,optimiser,render,syndication}', 'tools'];

/** Tests of these share one PostgreSQL server, in which each has a database of its own. */
const database = ['packages/{queue,store,testing}', 'apps/api', 'prisma'];

/** Tests of these run onnxruntime, whose threads and memory last as long as their process. */
const engine = ['packages/runtime', 'apps/{cli,worker}'];

/** Tests of these say how much memory their process may take: in one of others they would measure those, or nothing. */
const measured = ['packages/{checkpoint,pictures}'];

/** Tests that replace a module, which others in the same process would meet: each has a process of its own, whatever its folder. */
const alone = '**/*.alone.test.ts';

/** A project of tests that run in Node. (`extends` would fix the number of workers, whatever the command line says.) */
function node(
	name: string,
	folders: readonly string[],
	options: { readonly isolate: boolean },
): TestProjectInlineConfiguration {
	return {
		resolve: {
			// One instance of graphql: the CommonJS and the module build do not know each other's types.
			alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql/index.js')) }],
		},
		test: {
			name,
			include: folders.map((folder) => (folder.endsWith('.ts') ? folder : `${folder}/**/*.test.ts`)),
			exclude: ['**/node_modules/**', ...(options.isolate ? [] : [alone])],
			environment: 'node',
			setupFiles: ['packages/testing/src/console-guard.ts'],
			globalSetup: ['packages/testing/src/postgres-global-setup.ts'],
			testTimeout: 60_000,
			hookTimeout: 120_000,
			...options,
		},
	};
}

export default defineConfig({
	test: {
		projects: [
			node('pure', pure, { isolate: false }),
			node('database', database, { isolate: false }),
			node('engine', [...engine, ...measured], { isolate: true }),
			node('alone', [`apps/api/${alone}`, `packages/render/${alone}`], { isolate: true }),
			'apps/web',
		],
		maxWorkers: availableParallelism(),
	},
});
