/**
 * @file Documents that are known by their hash: the web app sends `documentId` in place of the text of what it asks for (as the
 * GraphQL-over-HTTP specification names it; on sockets it stands in `extensions`). They come from the file that its build writes, and are subject to all limits.
 */
import { readFile, stat } from 'node:fs/promises';
import type { RequestHandler } from 'express';

/** Bytes of the file at most; that of the web app has 25,000. */
const maximumBytes = 4_000_000;

/** The documents of one file, read again when it has changed: a web app may be built anew beside a running API. */
export class PersistedDocuments {
	readonly #file: string;
	#documents: ReadonlyMap<string, string> = new Map();
	#readAtMs = 0;

	constructor(file: string) {
		this.#file = file;
	}

	/** The text of a document; null when there is none of that id, or no file. */
	async find(id: string): Promise<string | null> {
		const known = this.#documents.get(id);
		if (known !== undefined) return known;
		const found = await stat(this.#file).catch(() => null);
		if (!found || found.mtimeMs === this.#readAtMs || found.size > maximumBytes) return null;
		this.#documents = readDocuments(await readFile(this.#file, 'utf8'), this.#file);
		this.#readAtMs = found.mtimeMs;
		return this.#documents.get(id) ?? null;
	}
}

function readDocuments(text: string, file: string): ReadonlyMap<string, string> {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (cause) {
		throw new Error(`${file} is no JSON; build the web app again`, { cause });
	}
	const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
	return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** What is answered where no document has the id, over HTTP and on sockets. */
export const unknownDocument = {
	code: 'PERSISTED_DOCUMENT_NOT_FOUND',
	message: 'There is no document of this id here; send its text as query.',
};

/** Puts the text in the place of a `documentId`, and refuses one that is unknown, so that the caller sends the text. */
export function insertDocuments(documents: PersistedDocuments): RequestHandler {
	return async (request, response, next) => {
		const body = request.body as { documentId?: unknown; query?: unknown } | undefined;
		const id = body?.documentId;
		if (typeof id !== 'string' || body?.query !== undefined) return next();
		const query = await documents.find(id);
		if (query === null) {
			const { code, message } = unknownDocument;
			response.status(400).json({ errors: [{ message, extensions: { code } }] });
			return;
		}
		const { documentId: _, ...rest } = body as Record<string, unknown>;
		request.body = { ...rest, query };
		next();
	};
}
