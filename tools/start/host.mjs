// @ts-check
/** @file What HOST means: one address of this machine to listen on, and where a program that listens there is reached. */
import { lookup } from 'node:dns/promises';
import { BlockList, createServer, isIP } from 'node:net';
import { Problem } from './problem.mjs';

/**
 * @typedef {object} Host
 * @property {string} address to listen on, as `server.listen` takes it: `127.0.0.1`, `::1`, `0.0.0.0`
 * @property {string} place the host part of an address at which programs of this machine reach it: `127.0.0.1`, `[::1]`
 * @property {boolean} isLoopback whether `loopback` in TRUSTED_PROXIES names it, or whoever connects to it from here
 */

const remedy = 'Use 127.0.0.1 for this machine alone, 0.0.0.0 or :: for all its addresses, or one of: hostname -I';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * Finds the address that HOST names. A name is looked up once, so that everything that listens and everything that connects
 * means the same address. Throws a {@link Problem} when none of its addresses can be listened on.
 * @param {string} name an address, with or without the brackets of IPv6, or a name
 * @returns {Promise<Host>}
 */
export async function resolveHost(name) {
	const bare = name.replace(/^\[(.*)\]$/, '$1');
	if (bare.includes('%'))
		throw new Problem(`HOST=${name} names a network interface, and browsers cannot open such an address.`, remedy);
	const addresses = isIP(bare) ? [bare] : await lookUp(bare);
	const refusals = [];
	for (const address of addresses) {
		const refusal = await tryAddress(address);
		if (refusal === null) return hostAt(address);
		refusals.push(`${address}: ${refusal}`);
	}
	throw new Problem(`HOST=${name} is not an address of this machine (${refusals.join(', ')}).`, remedy);
}

/** @param {string} address @returns {Host} */
function hostAt(address) {
	const isSix = isIP(address) === 6;
	// An address of IPv6 has many spellings; that of an URL is one.
	const spelled = isSix ? new URL(`http://[${address}]`).hostname : address;
	if (spelled === '0.0.0.0') return { address, place: '127.0.0.1', isLoopback: true };
	if (spelled === '[::]') return { address, place: '[::1]', isLoopback: true };
	return { address, place: spelled, isLoopback: loopback.check(address, isSix ? 'ipv6' : 'ipv4') };
}

/** @param {string} name */
async function lookUp(name) {
	try {
		return (await lookup(name, { all: true })).map(({ address }) => address);
	} catch (error) {
		throw new Problem(
			`HOST=${name} is not an address of this machine: the name is not known here (${/** @type {NodeJS.ErrnoException} */ (error).code}).`,
			remedy,
		);
	}
}

/**
 * Null when a program can listen there, or the system's code for why it cannot.
 * @param {string} address
 * @returns {Promise<string | null>}
 */
function tryAddress(address) {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', (error) => resolve(/** @type {NodeJS.ErrnoException} */ (error).code ?? error.message));
		server.listen({ port: 0, host: address, exclusive: true }, () => server.close(() => resolve(null)));
	});
}
