// @ts-check
/**
 * @file Compiles Prisma's generated client: of its 97,000 lines of TypeScript the 370 kB that run are left, and its types
 * stay where they were. Part of `npm run generate`; see docs/decisions/0075.
 */
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

const repository = path.join(import.meta.dirname, '..');
const generated = path.join(repository, 'packages', 'store', 'src', 'generated');
const compiled = path.join(generated, 'compiled');

const tsc = path.join(repository, 'node_modules', 'typescript', 'bin', 'tsc');
const flags = ['--ignoreConfig', '--noCheck', '--rewriteRelativeImportExtensions', '--verbatimModuleSyntax'];
const target = ['--target', 'es2023', '--module', 'nodenext', '--types', 'node', '--outDir', compiled];
const { status } = spawnSync(process.execPath, [tsc, ...flags, ...target, path.join(generated, 'client.ts')], {
	stdio: 'inherit',
});
if (status !== 0) process.exit(1);
await writeFile(path.join(compiled, 'client.d.ts'), "export * from '../client.ts';\n");
