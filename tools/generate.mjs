// @ts-check
/** @file `npm run generate`: everything that is made from sources, whether it is out of date or not. */
import './start/need-node.mjs';
import { generate } from './start/install.mjs';
import { createLog } from './start/log.mjs';
import { Problem } from './start/problem.mjs';

try {
	await generate(createLog(), new AbortController().signal, { always: true });
} catch (error) {
	if (!(error instanceof Problem)) throw error;
	console.error(error.message);
	process.exitCode = 1;
}
