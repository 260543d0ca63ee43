import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	resolve: {
		// One instance of graphql: the CommonJS and the module build do not know each other's types.
		alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql/index.js')) }],
	},
	test: {
		projects: [
			{
				extends: true,
				test: {
					name: 'node',
					include: ['{packages,apps}/*/{src,bin}/**/*.test.ts', 'tools/**/*.test.ts', 'prisma/**/*.test.ts'],
					exclude: ['apps/web/**', '**/node_modules/**'],
					environment: 'node',
					globalSetup: ['packages/testing/src/postgres-global-setup.ts'],
				},
			},
			'apps/web',
		],
		testTimeout: 60_000,
		hookTimeout: 120_000,
		maxWorkers: 2,
	},
});
