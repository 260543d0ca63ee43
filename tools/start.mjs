/**
 * @file `npm start`: everything from a fresh clone to a running gallery, with nothing installed before. This file is
 * kept in words that an old Node understands, so that it can say that the Node is too old; the work is in start/.
 */
import process from 'node:process';

const needed = [20, 19];
const found = process.versions.node.split('.').map(Number);
if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
	console.error(`Galatea needs Node ${needed.join('.')} or newer, and this is Node ${process.versions.node}.`);
	console.error('Get it from https://nodejs.org, or with: npx node@20 tools/start.mjs');
	process.exitCode = 1;
} else {
	void import('./start/main.mjs').then((module) => module.main(process.argv.slice(2)));
}
