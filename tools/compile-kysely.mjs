// @ts-check
/**
 * @file Puts what the store uses of Kysely into one file: finding its 280 files costs each process more than running them.
 * Part of `npm run generate`; see docs/decisions/0104.
 */
import path from 'node:path';
import { build } from 'esbuild';

/** As packages/store/src/database/typed.ts has them. */
const names = [
	'DummyDriver',
	'expressionBuilder',
	'Kysely',
	'PostgresAdapter',
	'PostgresIntrospector',
	'PostgresQueryCompiler',
	'sql',
];
const store = path.join(import.meta.dirname, '..', 'packages', 'store');

await build({
	stdin: { contents: `export { ${names.join(', ')} } from 'kysely';`, resolveDir: store },
	outfile: path.join(store, 'src', 'generated', 'compiled', 'kysely.cjs'),
	bundle: true,
	format: 'cjs',
	platform: 'node',
	target: 'node20',
});
