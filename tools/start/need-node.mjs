/**
 * @file Imported before anything else by whatever npm runs: ends the process when Node is too old, and says so. It is
 * kept in words that an old Node understands.
 */
import process from 'node:process';

const needed = [20, 19];
const found = process.versions.node.split('.').map(Number);
if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
	console.error(`Galatea needs Node ${needed.join('.')} or newer, and this is Node ${process.versions.node}.`);
	console.error('Get it from https://nodejs.org; or run the same with npx node@20 in place of node.');
	process.exit(1);
}
