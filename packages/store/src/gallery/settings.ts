/** @file What admins say of their gallery, and who may sign up. */
import { type InputIssue, RenderError, shownTextIssues } from '@galatea/render';
import { type Queryable, type Store, transaction } from '../database/store.ts';
import { db, rows, run } from '../database/typed.ts';
import { recordHostAct } from './host-acts.ts';

/** Everybody; who has an invitation of an admin; nobody. */
export const signUpModes = ['OPEN', 'INVITED', 'CLOSED'] as const;
type SignUpMode = (typeof signUpModes)[number];

export interface GallerySettings {
	/** Empty for the name of the program. */
	readonly name: string;
	/** What it is for; empty for the words of the program. */
	readonly about: string;
	/** What holds here besides what the program says; empty for nothing. */
	readonly rules: string;
	/** Stands on every page; empty for nothing. */
	readonly announcement: string;
	readonly signUp: SignUpMode;
}

export const maximumNameLength = 40;
export const maximumAnnouncementLength = 300;
export const maximumWordsLength = 4_000;

const defaults: GallerySettings = { name: '', about: '', rules: '', announcement: '', signUp: 'OPEN' };
const columns = ['name', 'about', 'rules', 'announcement', 'signUp'] as const;

/** As admins have set them, or as a new gallery has them. */
export async function readSettings(connection: Store | Queryable): Promise<GallerySettings> {
	const [found] = await rows(connection, db.selectFrom('GallerySettings').select(columns));
	return found ?? defaults;
}

/**
 * Sets those that are given, and writes down which changed. Throws `NOT_ALLOWED` unless `adminId` is an admin's, and `INVALID_INPUT` with the
 * path of each text that cannot be.
 */
export async function updateSettings(
	store: Store,
	adminId: string,
	changes: Partial<GallerySettings>,
): Promise<GallerySettings> {
	const { name, announcement, about, rules } = changes;
	const lines = { maximum: maximumWordsLength, lines: true, optional: true };
	const issues: readonly InputIssue[] = [
		...shownTextIssues(name ?? '', 'name', { maximum: maximumNameLength, optional: true }),
		...shownTextIssues(about ?? '', 'about', lines),
		...shownTextIssues(rules ?? '', 'rules', lines),
		...shownTextIssues(announcement ?? '', 'announcement', { maximum: maximumAnnouncementLength, optional: true }),
	];
	if (issues.length > 0) throw new RenderError('INVALID_INPUT', 'The settings cannot be so', { issues });
	return transaction(store, async (connection) => {
		await run(
			connection,
			db
				.insertInto('GallerySettings')
				.values({ id: 1 })
				.onConflict((conflict) => conflict.doNothing()),
		);
		const [before] = await rows(connection, db.selectFrom('GallerySettings').select(columns).forUpdate());
		const wanted = { ...(before ?? defaults), ...changes };
		const changed = columns.filter((column) => wanted[column] !== (before ?? defaults)[column]);
		// Also where nothing changes: others are refused.
		await recordHostAct(connection, { adminId, kind: 'SETTINGS_CHANGED', detail: changed.join(', ') });
		await run(connection, db.updateTable('GallerySettings').set(wanted));
		return wanted;
	});
}
