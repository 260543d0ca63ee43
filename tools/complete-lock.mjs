/**
 * @file Adds to package-lock.json the optional platform packages that a registry did not have when the lock was
 * written. npm drops such packages from the lock without a word, and `npm ci` then refuses the lock everywhere.
 * An added entry names its version, its platform and the hash of its content, which the registry is asked for; without
 * a hash `npm ci` would install whatever a registry gives by that name.
 *
 *   node tools/complete-lock.mjs           adds what is missing; run it after every change of dependencies
 *   node tools/complete-lock.mjs --check   changes nothing, asks nobody; exits with 1 when something is missing
 */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const lockFile = fileURLToPath(new URL('../package-lock.json', import.meta.url));

/** Words in the names of platform packages, as npm's `os`, `cpu` and `libc` call them. */
const systems = { win32: 'win32', windows: 'win32', linuxmusl: 'linux' };
const processors = { 64: 'x64', 'arm-gnueabihf': 'arm', wasm32: 'wasm32' };
const knownSystems = [
	'aix',
	'android',
	'darwin',
	'freebsd',
	'linux',
	'netbsd',
	'openbsd',
	'openharmony',
	'sunos',
	'win32',
];
const knownProcessors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/**
 * The lock with every optional dependency in it, and the paths that were added.
 * @param {{ packages: Record<string, Record<string, any>> }} lock  a lock file of version 3
 */
export function completeLock(lock) {
	const packages = { ...lock.packages };
	const added = [];
	for (const [path, entry] of Object.entries(lock.packages))
		for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
			if (isReachable(packages, path, name)) continue;
			const place = `node_modules/${name}`;
			packages[place] = { version: exactVersion(name, range), ...platformOf(name), optional: true };
			added.push(place);
		}
	const sorted = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
	return { lock: { ...lock, packages: sorted }, added };
}

// As Node resolves: beside the dependent, then in every folder above it.
function isReachable(packages, path, name) {
	for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
		if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]) return true;
		if (folder === '') return false;
	}
}

function exactVersion(name, range) {
	if (/^\d+\.\d+\.\d+[\w.+-]*$/.test(range)) return range;
	throw new Error(`${name} is missing from package-lock.json and "${range}" does not say which version it should be`);
}

/** What `@biomejs/cli-linux-arm64-musl` says: linux, arm64, musl. */
export function platformOf(name) {
	const words = name.slice(name.lastIndexOf('/') + 1).split('-');
	const os = words.map((word) => systems[word] ?? word).find((word) => knownSystems.includes(word));
	const cpu = words.map((word) => processors[word] ?? word).find((word) => knownProcessors.includes(word));
	if (!cpu && !os) throw new Error(`${name} is missing from package-lock.json and its name does not tell its platform`);
	const libc = words.find((word) => word.startsWith('musl')) ? 'musl' : words.includes('gnu') ? 'glibc' : null;
	return { ...(cpu && { cpu: [cpu] }), ...(libc && os === 'linux' && { libc: [libc] }), ...(os && { os: [os] }) };
}

/** SHA-512, 64 bytes in base64; older packages of the registry have SHA-1 alone, and none of ours is so old. */
const integrityForm = /^sha512-[A-Za-z0-9+/]{86}==$/;

/**
 * The places in the lock whose content is not pinned by a hash.
 * @param {{ packages: Record<string, Record<string, any>> }} lock
 */
export function withoutIntegrity(lock) {
	return Object.entries(lock.packages)
		.filter(([path, entry]) => path.includes('node_modules/') && !entry.link && !integrityForm.test(entry.integrity))
		.map(([path]) => path);
}

/**
 * The lock with a hash for every package that has none, and the places that got one.
 * @param {{ packages: Record<string, Record<string, any>> }} lock
 * @param {(name: string, version: string) => Promise<string>} ask for the hash of a package
 */
export async function fillIntegrity(lock, ask) {
	const packages = { ...lock.packages };
	const filled = withoutIntegrity(lock);
	for (const path of filled) {
		const { version, integrity: _, ...rest } = packages[path];
		const name = rest.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
		const integrity = await ask(name, version);
		if (!integrityForm.test(integrity)) throw new Error(`${name}@${version} has "${integrity}", which is no SHA-512`);
		packages[path] = { version, integrity, ...rest };
	}
	return { lock: { ...lock, packages }, filled };
}

/** What the registry says by npm, with whatever npm is set up to use. */
async function askRegistry(name, version) {
	const words = ['view', `${name}@${version}`, 'dist.integrity', '--json'];
	const { stdout } = await promisify(execFile)('npm', words);
	if (stdout.trim() === '') throw new Error(`The registry has no ${name}@${version}: try again with another, or later`);
	return JSON.parse(stdout);
}

async function main() {
	const given = JSON.parse(readFileSync(lockFile, 'utf8'));
	const { lock: complete, added } = completeLock(given);
	if (process.argv.includes('--check')) {
		const open = withoutIntegrity(given);
		if (added.length > 0)
			console.error(`package-lock.json lacks ${added.length} optional packages, first ${added[0]}.`);
		if (open.length > 0)
			console.error(`${open.length} packages in package-lock.json have no integrity hash, first ${open[0]}.`);
		if (added.length + open.length === 0) return;
		console.error('Run: node tools/complete-lock.mjs');
		process.exitCode = 1;
		return;
	}
	const { lock, filled } = await fillIntegrity(complete, askRegistry);
	if (added.length + filled.length === 0) return;
	writeFileSync(lockFile, `${JSON.stringify(lock, null, 2)}\n`);
	console.log(`Added ${added.length} optional packages and ${filled.length} hashes to package-lock.json.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
