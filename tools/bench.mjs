// @ts-check
/** @file `npm run bench -- step --scale full`: the measurements that README and docs quote, by `galatea bench`; `gallery` and `live` by the API. */
import './start/need-node.mjs';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const inRepository = (/** @type {string} */ file) => fileURLToPath(new URL(`../${file}`, import.meta.url));
const [name, ...words] = process.argv.slice(2);
// These need a server, of which the command line knows nothing.
/** @type {Readonly<Record<string, string>>} */
const ofTheApi = { gallery: 'apps/api/src/bench/main.ts', live: 'apps/api/src/bench/live.ts' };
const ownProgram = ofTheApi[name ?? ''];
const program = ownProgram
	? ['--import', 'tsx', inRepository(ownProgram), ...words]
	: [inRepository('apps/cli/bin/galatea.mjs'), 'bench', ...process.argv.slice(2)];
// As `npm start` runs what is measured.
const env = { ...process.env, NODE_ENV: 'production' };
const { status } = spawnSync(process.execPath, program, { stdio: 'inherit', env });
process.exitCode = status ?? 1;
