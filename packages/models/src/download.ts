/**
 * @file One file from one of several servers, none of which is trusted: how long it is and what it hashes to is known
 * beforehand. What came before a connection broke is kept, by whichever server it goes on.
 */
import { mkdir, statfs } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { type Dispatcher, EnvHttpProxyAgent, interceptors, request } from 'undici';
import { ModelsError } from './models-error.ts';
import { PartialFile } from './partial-file.ts';
import type { StoreOptions } from './store-file.ts';

export interface DownloadRequest extends StoreOptions {
	/** The best first. */
	readonly urls: readonly string[];
	/** Where the file shall be. */
	readonly path: string;
	/** 64 hexadecimal digits, lower case. */
	readonly sha256: string;
	readonly bytes: number;
	/** A server that sends nothing for so long has stopped (30,000). */
	readonly stallMs?: number;
	/** Between attempts at a server that sent nothing, multiplied by their number (1,000). */
	readonly retryMs?: number;
}

/** Attempts at one server in a row that bring nothing at all. One that brings something is followed by as many again. */
const fruitlessAttempts = 3;
const maximumRedirections = 10;
/** Parts of a body (some 64 kB each) that wait for the disk before the server has to wait too. */
const maximumWaitingParts = 64;

/** How one attempt ended. */
type Ending =
	| { readonly kind: 'complete' }
	/** To go on with. */
	| { readonly kind: 'broken'; readonly why: string }
	/** Of no use. */
	| { readonly kind: 'refused'; readonly why: string };

/**
 * Downloads to `path`, where the file appears only when it is whole and its hash is right. Goes through the proxies of
 * HTTP_PROXY, HTTPS_PROXY and NO_PROXY. Rejects with `ModelsError` DOWNLOAD_FAILED, which says what was wrong with each
 * server, or NOT_WRITABLE.
 */
export async function downloadFile(order: DownloadRequest): Promise<void> {
	const partial = await openPartial(order);
	const { onProgress, path, bytes: totalBytes } = order;
	if (partial.bytes > 0) onProgress?.({ file: basename(path), bytes: partial.bytes, totalBytes });
	const dispatcher = new EnvHttpProxyAgent().compose(interceptors.redirect({ maxRedirections: maximumRedirections }));
	try {
		const reasons: string[] = [];
		for (const url of order.urls) {
			const why = await fromServer(order, url, partial, dispatcher);
			if (why === null) return await partial.moveTo(order.path);
			reasons.push(`${url}: ${why}`);
		}
		const what = `${basename(order.path)} could not be had.`;
		throw new ModelsError('DOWNLOAD_FAILED', [what, ...reasons].join('\n  '));
	} finally {
		await partial.close();
		await dispatcher.destroy();
	}
}

async function openPartial({ path, bytes }: DownloadRequest): Promise<PartialFile> {
	const folder = dirname(path);
	try {
		await mkdir(folder, { recursive: true });
		const partial = await PartialFile.open(`${path}.part`, bytes);
		const { bavail, bsize } = await statfs(folder);
		if (bavail * bsize >= bytes - partial.bytes) return partial;
		await partial.close();
		throw new Error(`${bytes - partial.bytes} bytes are wanted, and ${bavail * bsize} are free`);
	} catch (cause) {
		throw new ModelsError('NOT_WRITABLE', `${path} cannot be written: ${(cause as Error).message}`, { cause });
	}
}

/** Null when the whole file is there and right; else what is wrong with this server. */
async function fromServer(
	order: DownloadRequest,
	url: string,
	partial: PartialFile,
	dispatcher: Dispatcher,
): Promise<string | null> {
	const { signal, retryMs = 1_000 } = order;
	let hasBegunAnew = false;
	for (let fruitless = 0, why = ''; ; ) {
		signal?.throwIfAborted();
		if (fruitless === fruitlessAttempts) return why;
		const before = partial.bytes;
		const ending = await attempt(order, url, partial, dispatcher);
		if (ending.kind === 'refused') return ending.why;
		if (ending.kind === 'complete') {
			const found = partial.digest();
			if (found === order.sha256) return null;
			// What is wrong may have come from elsewhere, or before: once, all of it is asked for again.
			const isItsOwn = partial.isFromOneAnswer || hasBegunAnew;
			await partial.restart();
			if (isItsOwn) return `has SHA-256 ${found}, which must be ${order.sha256}`;
			hasBegunAnew = true;
			continue;
		}
		why = ending.why;
		fruitless = partial.bytes > before ? 0 : fruitless + 1;
		if (fruitless > 0 && fruitless < fruitlessAttempts)
			await wait(retryMs * fruitless, undefined, { ...(signal && { signal }) });
	}
}

async function attempt(
	order: DownloadRequest,
	url: string,
	partial: PartialFile,
	dispatcher: Dispatcher,
): Promise<Ending> {
	if (partial.bytes === order.bytes) return { kind: 'complete' };
	const { signal, stallMs = 30_000 } = order;
	try {
		const response = await request(url, {
			dispatcher,
			...(signal && { signal }),
			headersTimeout: stallMs,
			bodyTimeout: stallMs,
			headers: {
				'user-agent': 'galatea',
				'accept-encoding': 'identity',
				...(partial.bytes > 0 && { range: `bytes=${partial.bytes}-` }),
			},
		});
		const parts = partsOf(response.body);
		try {
			return (await wrongWith(response, order, partial)) ?? (await takeParts(parts, order, partial));
		} finally {
			response.body.destroy();
		}
	} catch (error) {
		signal?.throwIfAborted();
		if (!(error instanceof Error) || error instanceof ModelsError) throw error;
		return { kind: 'broken', why: error.message || String((error as { code?: unknown }).code ?? error.name) };
	}
}

/** What an answer says of itself must fit what is asked for. A server that begins anew makes us do so too. */
async function wrongWith(
	{ statusCode, headers }: Dispatcher.ResponseData,
	{ bytes }: DownloadRequest,
	partial: PartialFile,
): Promise<Ending | null> {
	if (statusCode === 206) {
		const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(String(headers['content-range'])) ?? [];
		if (Number(start) === partial.bytes && (total === '*' || Number(total) === bytes)) {
			partial.isFromOneAnswer = false;
			return null;
		}
		const what = `says that its part is "${headers['content-range']}"`;
		return { kind: 'refused', why: `${what}, which must go on from byte ${partial.bytes} of ${bytes}` };
	}
	if (statusCode === 416 && partial.bytes > 0) {
		await partial.restart();
		return { kind: 'broken', why: 'has no part from there on (HTTP 416)' };
	}
	if (statusCode === 429 || statusCode >= 500) return { kind: 'broken', why: `answers HTTP ${statusCode}` };
	if (statusCode !== 200) return { kind: 'refused', why: `answers HTTP ${statusCode}` };
	const offered = headers['content-length'];
	if (offered !== undefined && Number(offered) !== bytes) {
		const type = headers['content-type'] === undefined ? '' : ` of ${headers['content-type']}`;
		return { kind: 'refused', why: `offers ${offered} bytes${type}, which must be ${bytes}` };
	}
	await partial.restart();
	return null;
}

async function takeParts(
	parts: AsyncIterable<Uint8Array>,
	{ path, bytes: totalBytes, signal, onProgress }: DownloadRequest,
	partial: PartialFile,
): Promise<Ending> {
	for await (const part of parts) {
		signal?.throwIfAborted();
		if (partial.bytes + part.length > totalBytes) {
			await partial.restart();
			return { kind: 'refused', why: `sends more than the ${totalBytes} bytes that it must be` };
		}
		await partial.append(part);
		onProgress?.({ file: basename(path), bytes: partial.bytes, totalBytes });
	}
	if (partial.bytes === totalBytes) return { kind: 'complete' };
	return { kind: 'broken', why: `ended at byte ${partial.bytes} of ${totalBytes}` };
}

/**
 * The parts of a body, which is listened to from now on. What came before a connection broke is given out before the
 * error, which a stream would not do.
 */
function partsOf(body: Readable): AsyncIterable<Uint8Array> {
	const parts: Uint8Array[] = [];
	let ended = false;
	let failure: Error | null = null;
	let wake = (): void => undefined;
	body.on('data', (part: Uint8Array) => {
		parts.push(part);
		if (parts.length >= maximumWaitingParts) body.pause();
		wake();
	});
	body.on('error', (error) => {
		failure ??= error;
		wake();
	});
	body.on('close', () => {
		ended = true;
		wake();
	});
	return (async function* () {
		for (;;) {
			for (let part = parts.shift(); part !== undefined; part = parts.shift()) yield part;
			if (failure !== null) throw failure;
			if (ended) return;
			body.resume();
			await new Promise<void>((resolve) => {
				wake = resolve;
			});
		}
	})();
}
