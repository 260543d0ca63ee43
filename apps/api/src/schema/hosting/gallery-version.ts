/** @file Which version of the program runs, and what its next start would change. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { engineVersion } from '@galatea/render';
import { type Store, waitingMigrations } from '@galatea/store/database';
import { builder } from '../builder.ts';

const packageFile = resolve(import.meta.dirname, '../../../package.json');

const versionIn = (text: string): string => String((JSON.parse(text) as { readonly version: unknown }).version);

/** As it was when this process started. */
const running = versionIn(readFileSync(packageFile, 'utf8'));

export interface GalleryVersion {
	readonly running: string;
	readonly installed: string;
	readonly engineVersion: number;
	readonly waitingMigrations: readonly string[];
}

/** Reads the folder of the program and the history of the database anew. */
export async function galleryVersion(store: Store): Promise<GalleryVersion> {
	const [text, waiting] = await Promise.all([readFile(packageFile, 'utf8'), waitingMigrations(store)]);
	return { running, installed: versionIn(text), engineVersion, waitingMigrations: waiting };
}

export const GalleryVersionType = builder.objectRef<GalleryVersion>('GalleryVersion').implement({
	description: 'Which version of the program runs, and what its next start would change; for admins.',
	fields: (t) => ({
		running: t.exposeString('running', { description: 'That of the program that answers.' }),
		installed: t.exposeString('installed', {
			description: 'That of the program on the disk, which the next start runs.',
		}),
		engineVersion: t.exposeInt('engineVersion', {
			description: 'Renders of the same engine version and recipe give the same picture.',
		}),
		waitingMigrations: t.exposeStringList('waitingMigrations', {
			description: 'Changes of the database that the next start makes, by name, in their order; they are never undone.',
		}),
	}),
});
