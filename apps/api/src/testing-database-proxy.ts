/**
 * @file Stands between a process and its PostgreSQL: counts the statements that pass, and can be cut like a cable. For
 * tests; everything behind it is real.
 */
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface DatabaseProxy extends AsyncDisposable {
	/** The database's address, through the proxy. */
	readonly url: string;
	/** Statements executed so far, those of transactions (BEGIN, COMMIT) included. */
	readonly statements: number;
	/** Breaks every connection and takes no new ones. */
	cut(): Promise<void>;
	/** Takes connections again. */
	mend(): Promise<void>;
}

export async function databaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
	const target = new URL(databaseUrl);
	const sockets = new Set<Socket>();
	let statements = 0;
	const server = createServer((client) => {
		const upstream = connect(Number(target.port || 5432), target.hostname);
		const count = statementCounter(() => {
			statements += 1;
		});
		client.on('data', count);
		for (const [from, to] of [
			[client, upstream],
			[upstream, client],
		] as const) {
			sockets.add(from);
			from.pipe(to);
			from.on('error', () => to.destroy());
			from.on('close', () => {
				sockets.delete(from);
				to.destroy();
			});
		}
	});
	const port = await listen(server, 0);
	const url = new URL(databaseUrl);
	url.host = `127.0.0.1:${port}`;
	const cut = async () => {
		if (!server.listening) return;
		const closed = new Promise((resolve) => server.close(resolve));
		for (const socket of sockets) socket.destroy();
		await closed;
	};
	return {
		url: url.href,
		get statements() {
			return statements;
		},
		cut,
		async mend() {
			await listen(server, port);
		},
		[Symbol.asyncDispose]: cut,
	};
}

function listen(server: Server, port: number): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			resolve(typeof address === 'object' && address !== null ? address.port : port);
		});
	});
}

/**
 * Counts Query (`Q`) and Execute (`E`) messages in what a client sends: a type byte, then a length of 4 bytes that
 * counts itself. The first message, and only that, has no type byte.
 */
function statementCounter(counted: () => void): (chunk: Buffer) => void {
	let pending = Buffer.alloc(0);
	let started = false;
	return (chunk) => {
		pending = Buffer.concat([pending, chunk]);
		for (;;) {
			const typeBytes = started ? 1 : 0;
			if (pending.length < typeBytes + 4) return;
			const length = typeBytes + pending.readInt32BE(typeBytes);
			if (pending.length < length) return;
			const type = started ? String.fromCharCode(pending[0] ?? 0) : '';
			if (type === 'Q' || type === 'E') counted();
			started = true;
			pending = pending.subarray(length);
		}
	};
}
