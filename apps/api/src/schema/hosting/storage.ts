/** @file What the disk is full of, and letting go of what nothing needs; for admins. */
import { clearEncodedCopies } from '@galatea/store/artworks';
import type { Store } from '@galatea/store/database';
import {
	clearOrphans,
	type FileAmount,
	fileKinds,
	removeDiscardedFiles,
	type StorageUse,
	storageUse,
} from '@galatea/store/files';
import { recordHostAct } from '@galatea/store/gallery';
import { mutationResult, requireMember } from '../account/results.ts';
import { builder } from '../builder.ts';

const FileKindType = builder.enumType('FileKind', {
	description: `What a file is for: a picture as it was rendered; the state of a run, to go on from; the film of a run; what people
brought, and their faces; a download that is encoded again when somebody asks for it; other sizes and steps of pictures, and
cards; nothing yet, because it has just come; nothing for a day or longer.`,
	values: fileKinds,
});

const FileAmountType = builder.objectRef<StorageUse['kinds'][number]>('FileAmount').implement({
	description: 'Files of one kind; for admins.',
	fields: (t) => ({
		kind: t.expose('kind', { type: FileKindType, description: 'What they are for.' }),
		fileCount: t.exposeInt('fileCount', { description: 'How many files.' }),
		byteCount: t.exposeFloat('byteCount', { description: 'How many bytes.' }),
	}),
});

export const GalleryStorageType = builder.objectRef<StorageUse>('GalleryStorage').implement({
	description: 'The files of the gallery and their disk; for admins.',
	fields: (t) => ({
		kinds: t.field({
			type: [FileAmountType],
			description: 'By kinds of which there are some.',
			extensions: { listSize: fileKinds.length },
			resolve: ({ kinds }) => [...kinds],
		}),
		freeBytes: t.exposeFloat('freeBytes', { description: 'What is left of the disk for the gallery.' }),
		totalBytes: t.exposeFloat('totalBytes', { description: 'What the disk holds.' }),
	}),
});

const clearableKinds = ['ORPHANS', 'COPIES'] as const;

const ClearableFilesType = builder.enumType('ClearableFiles', {
	description:
		'Kinds of files that can go: those that nothing needs, and downloads that are encoded again when somebody asks.',
	values: clearableKinds,
});

interface ClearFilesSuccess extends FileAmount {
	readonly type: 'ClearFilesSuccess';
}

const ClearFilesSuccessType = builder.objectRef<ClearFilesSuccess>('ClearFilesSuccess').implement({
	description: 'What went.',
	fields: (t) => ({
		fileCount: t.exposeInt('fileCount', { description: 'How many files.' }),
		byteCount: t.exposeFloat('byteCount', { description: 'How many bytes.' }),
	}),
});

const result = mutationResult('ClearFilesResult', ClearFilesSuccessType, ['NOT_ALLOWED', 'NOT_SIGNED_IN']);

builder.mutationField('clearFiles', (t) =>
	t.field({
		type: result.type,
		description: 'For admins: removes files of a kind, as `hosting { storage }` tells them. What is in use stays.',
		extensions: { cost: 5_000 },
		args: { kind: t.arg({ type: ClearableFilesType, required: true }) },
		resolve: (_root, { kind }, { store, person }) =>
			result.answer(async () => {
				const admin = await requireMember(person, 'Sign in as an admin to clear files.');
				// Written down before anything goes: it says who asked, and refuses others.
				await recordHostAct(store, { adminId: admin.id, kind: 'FILES_CLEARED', detail: kind });
				return { type: 'ClearFilesSuccess', ...(await clear(store, kind)) };
			}),
	}),
);

async function clear(store: Store, kind: (typeof clearableKinds)[number]): Promise<FileAmount> {
	if (kind === 'ORPHANS') return clearOrphans(store);
	const amount = await clearEncodedCopies(store);
	await removeDiscardedFiles(store);
	return amount;
}

/** Reading a folder takes a moment: who looks at the page again soon is told the same. */
const keptMs = 5_000;
const kept = new WeakMap<Store, { readonly use: Promise<StorageUse>; readonly untilMs: number }>();

/** How the disk is used, at most 5 s old. */
export function recentStorageUse(store: Store): Promise<StorageUse> {
	const old = kept.get(store);
	if (old && Date.now() < old.untilMs) return old.use;
	const use = storageUse(store);
	kept.set(store, { use, untilMs: Date.now() + keptMs });
	use.catch(() => kept.delete(store));
	return use;
}
