// @ts-check
/** @file `npm run bench -- step --scale full`: the measurements that README and docs quote, by `galatea bench`. */
import './start/need-node.mjs';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../apps/cli/bin/galatea.mjs', import.meta.url));
const { status } = spawnSync(process.execPath, [program, 'bench', ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
