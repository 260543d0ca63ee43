#!/usr/bin/env node
/** @file `npx galatea`: runs the TypeScript sources as they are. */
import { existsSync } from 'node:fs';

if (existsSync(new URL('../../../node_modules/tsx', import.meta.url))) {
	const { register } = await import('tsx/esm/api');
	register();
	const { main } = await import('../src/main.ts');
	process.exitCode = await main(process.argv.slice(2));
} else {
	console.error('The packages are not installed yet. Run: npm ci');
	process.exitCode = 1;
}
