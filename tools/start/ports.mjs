// @ts-check
/** @file Finding ports to listen on: the one asked for, or the next free one. */
import { createServer } from 'node:net';
import { Problem } from './problem.mjs';

const attempts = 50;

/**
 * A port that can be listened on. One that was chosen by the caller is used or refused; a default moves on to the next
 * free one.
 * @param {{ readonly name: string, readonly port: number, readonly chosen: boolean }} wanted port 0 for any
 * @param {string} host an address of this machine
 * @param {ReadonlySet<number>} [taken] ports that are promised already
 */
export async function findPort({ name, port, chosen }, host, taken = new Set()) {
	for (let candidate = port; candidate < port + attempts && candidate <= 65535; candidate++) {
		const refusal = taken.has(candidate) ? 'EADDRINUSE' : await tryPort(candidate, host);
		if (typeof refusal === 'number') return refusal;
		if (refusal === 'EACCES')
			throw new Problem(
				`${name}=${candidate} needs privileges that this account does not have.`,
				'Use a port above 1023, or allow Node to use low ones: sudo setcap cap_net_bind_service=+ep "$(command -v node)"',
			);
		if (chosen)
			throw new Problem(
				`${name}=${candidate} is taken by another program.`,
				`See which with: ss -ltnp 'sport = :${candidate}'. Or leave ${name} out, and a free port is chosen.`,
			);
	}
	throw new Problem(`No port from ${port} to ${port + attempts - 1} is free.`, `Set ${name} to a free port.`);
}

/**
 * The port that was got, or the code of the error.
 * @param {number} port
 * @param {string} host
 * @returns {Promise<number | string>}
 */
async function tryPort(port, host) {
	// A program on all addresses leaves 127.0.0.1 free on some systems, and the other way round; both must be.
	for (const place of new Set([host, '127.0.0.1'])) {
		const got = await listenOnce(port, place);
		if (typeof got === 'string' || port === 0) return got;
	}
	return port;
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<number | string>}
 */
function listenOnce(port, host) {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', (error) => resolve(/** @type {NodeJS.ErrnoException} */ (error).code ?? error.message));
		server.listen({ port, host, exclusive: true }, () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
		});
	});
}
