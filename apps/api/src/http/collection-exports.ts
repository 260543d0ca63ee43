/**
 * @file A collection to take along: `GET /downloads/collections/<id>.zip`, its originals with what describes them. It is sent while it
 * is made. Unlike a feed it is made for who asks: it has what the page of the collection shows them.
 */
import { pipeline } from 'node:stream/promises';
import { isIdentifier } from '@galatea/render';
import { getCollections, summariseCollections } from '@galatea/store/collections';
import type { RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { Allowances } from '../allowances.ts';
import type { ExportRoom } from '../export-room.ts';
import { AllowanceSpent } from './encode-for.ts';
import { exportEntries } from './export-entries.ts';
import { fileName } from './file-name.ts';
import { type GalleryPlace, originOf } from './gallery-origin.ts';
import { languageOf } from './page-language.ts';
import { type FileServices, personOf, viewerOf } from './viewer.ts';
import { type ZipEntry, ZipStream } from './zip-stream.ts';

/** Points that an export takes from an allowance, whatever is in it. */
const pointsOfExport = 20;
/** Items that one more point buys: for each the database and the storage are asked. */
const itemsOfPoint = 50;

interface ExportServices extends FileServices, GalleryPlace {
	readonly allowances: Allowances;
	readonly exports: ExportRoom;
	readonly logger: Logger;
}

/**
 * Serves `GET /downloads/collections/:name`. What is no collection that the caller may see is 404. What fails when something was sent
 * already cuts the connection, so that nobody takes the part for the whole.
 */
export function serveCollectionExports(services: ExportServices): RequestHandler<{ name: string }> {
	const { store, allowances, exports: room, logger } = services;
	return async (request, response) => {
		const person = personOf(request, services);
		const viewer = await viewerOf(person);
		const [, id = ''] = /^(\w+)\.zip$/.exec(request.params.name) ?? [];
		const [collection] = isIdentifier('collection', id) ? await getCollections(store, [id], viewer) : [];
		response.set({ 'Cache-Control': 'private, no-store', 'X-Content-Type-Options': 'nosniff' });
		if (!collection) {
			response.status(404).json({ error: 'There is no such collection.' });
			return;
		}
		response.type('application/zip').attachment(`${fileName(collection.title)}.zip`);
		if (request.method === 'HEAD') {
			response.end();
			return;
		}
		const [summary] = await summariseCollections(store, [id], viewer);
		const points = pointsOfExport + Math.ceil((summary?.itemCount ?? 0) / itemsOfPoint);
		const allowance = await allowances.spend(person, points);
		if (allowance && !allowance.isGranted) throw new AllowanceSpent(allowance.resetSeconds);
		const [caller] = await person.callerKeys();
		await room.run(caller?.key ?? `address:${request.ip}`, async () => {
			const { origin } = originOf(request, services);
			const entries = exportEntries(store, collection, { viewer, origin, language: languageOf(request) });
			const failure = await sendZip(response, entries, room.stalledAfterMs);
			if (failure) logger.error({ err: failure, path: request.path }, 'an export was cut off');
		});
	};
}

/**
 * Sends an archive of `entries`. Rejects while nothing was sent yet; resolves with what went wrong later, and with null also when
 * the reader has left. Nothing is open any more then.
 */
async function sendZip(
	response: Response,
	entries: AsyncGenerator<ZipEntry, void>,
	stalledAfterMs: number,
): Promise<unknown> {
	const first = await entries.next();
	const zip = new ZipStream();
	response.setTimeout(stalledAfterMs, () => response.destroy());
	const sending = pipeline(zip.output, response).catch(() => undefined);
	let failure: unknown = null;
	try {
		for (let next = first; !next.done; next = await entries.next()) await zip.add(next.value);
		zip.end();
	} catch (error) {
		if (!zip.output.destroyed) failure = error;
		zip.output.destroy();
	} finally {
		await entries.return();
	}
	await sending;
	return failure;
}
