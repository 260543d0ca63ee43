/** @file Submissions to a collection: for those who decide on them and those who submit. */
import {
	countWaitingSubmissions,
	decideSubmission,
	listSubmissions,
	mayInCollection,
	type Submission,
	type SubmissionPage,
	submissionStates,
	submitArtwork,
	withdrawSubmission,
} from '@galatea/store/collections';
import { mutationResult } from '../account/results.ts';
import { builder } from '../builder.ts';
import { hidden } from '../errors.ts';
import { type PageInfoSource, PageInfoType } from '../page-info.ts';
import { readListPage } from '../read-list-page.ts';
import { ArtworkType, CollectionType, UserType } from '../references.ts';
import { CollectionSuccessType } from './keep.ts';

const SubmissionStateType = builder.enumType('SubmissionState', {
	description: 'What has become of a submission.',
	values: submissionStates,
});

const CollectionSubmissionType = builder.objectRef<Submission>('CollectionSubmission').implement({
	description:
		'An artwork that a member would like to see in a collection. Only its curators and the submitter learn of it.',
	fields: (t) => ({
		id: t.exposeID('id', { description: 'Begins with `sub_`.' }),
		artwork: t.field({
			type: ArtworkType,
			nullable: true,
			description: 'What was submitted.',
			resolve: ({ artworkId }, _arguments, { loaders }) => loaders.artworks.load(artworkId),
		}),
		submittedBy: t.field({
			type: UserType,
			nullable: true,
			description: 'Who would like to see it in the collection: its artist or somebody else.',
			resolve: ({ submittedById }, _arguments, { loaders }) => loaders.users.load(submittedById),
		}),
		words: t.exposeString('words', { description: 'What the submitter says of it: plain text, empty for nothing.' }),
		state: t.expose('state', { type: SubmissionStateType }),
		createdAt: t.expose('createdAt', { type: 'DateTime' }),
		decidedAt: t.expose('decidedAt', { type: 'DateTime', nullable: true, description: 'Null while it waits.' }),
		reason: t.exposeString('reason', {
			description: 'What the curators say of their decision: plain text, empty for nothing.',
		}),
	}),
});

type Page = SubmissionPage & PageInfoSource;

const CollectionSubmissionEdgeType = builder
	.objectRef<SubmissionPage['edges'][number]>('CollectionSubmissionEdge')
	.implement({
		fields: (t) => ({
			cursor: t.exposeString('cursor'),
			node: t.expose('submission', { type: CollectionSubmissionType }),
		}),
	});

const CollectionSubmissionConnectionType = builder.objectRef<Page>('CollectionSubmissionConnection').implement({
	fields: (t) => ({
		// The fields that give it count the page already (operation-limits.ts).
		edges: t.field({
			type: [CollectionSubmissionEdgeType],
			extensions: { listSize: 1 },
			resolve: (page) => [...page.edges],
		}),
		pageInfo: t.field({ type: PageInfoType, resolve: (page) => page }),
	}),
});

builder.objectFields(CollectionType, (t) => ({
	viewerCanSubmit: t.boolean({
		description: 'Whether who asks may ask for artworks to be put in: they may not add them, and it takes submissions.',
		resolve: async ({ role, addPolicy }, _arguments, { person }) => {
			const { userId, role: standing } = await person.viewer();
			const isMember = userId !== null && standing !== 'GUEST';
			return isMember && mayInCollection('SUBMIT', role, addPolicy) && !mayInCollection('ADD', role, addPolicy);
		},
	}),
	submissionCount: t.int({
		nullable: true,
		description: 'How many submissions wait for a decision; null for who does not decide.',
		resolve: async ({ id, role, addPolicy }, _arguments, { store, person }) =>
			mayInCollection('ARRANGE', role, addPolicy) ? countWaitingSubmissions(store, id, await person.viewer()) : null,
	}),
	submissions: t.field({
		type: CollectionSubmissionConnectionType,
		nullable: true,
		description: 'What waits for a decision, the oldest first; null for who does not decide.',
		args: { first: t.arg.int({ defaultValue: 24 }), after: t.arg.string() },
		extensions: { listSize: 24 },
		resolve: ({ id, role, addPolicy }, { first, after }, { store, person }) =>
			mayInCollection('ARRANGE', role, addPolicy)
				? readListPage({ first: first ?? 24, after: after ?? null }, async (page) =>
						listSubmissions(store, id, page, await person.viewer()),
					)
				: null,
	}),
	viewerSubmissions: t.field({
		type: CollectionSubmissionConnectionType,
		description: 'What who asks has submitted to it, the newest first.',
		args: { first: t.arg.int({ defaultValue: 24 }), after: t.arg.string() },
		extensions: { listSize: 24 },
		resolve: ({ id }, { first, after }, { store, person }) =>
			readListPage({ first: first ?? 24, after: after ?? null }, async (page) =>
				listSubmissions(store, id, { ...page, own: true }, await person.viewer()),
			),
	}),
}));

interface SubmissionSuccess {
	readonly type: 'SubmissionSuccess';
	readonly submission: Submission;
	readonly seq: number | null;
}

const SubmissionSuccessType = builder.objectRef<SubmissionSuccess>('SubmissionSuccess').implement({
	fields: (t) => ({
		submission: t.expose('submission', {
			type: CollectionSubmissionType,
			description: 'The submission as it is now.',
		}),
		seq: t.exposeInt('seq', {
			nullable: true,
			description: 'The number of the change, which `undoInCollection` takes back; null where nothing was put in.',
		}),
	}),
});

const submitted = mutationResult('SubmitToCollectionResult', SubmissionSuccessType, [
	'ALREADY_COLLECTED',
	'COLLECTING_REFUSED',
	'INVALID_INPUT',
	'NOT_ALLOWED',
	'NOT_FOUND',
	'NOT_SIGNED_IN',
	'SUBMISSION_DECIDED',
	'TOO_MANY_SUBMISSIONS',
]);

builder.mutationField('submitToCollection', (t) =>
	t.field({
		type: submitted.type,
		description: 'Asks the curators of a collection to put an artwork into it. Nothing shows before they accept.',
		args: {
			collectionId: t.arg.id({ required: true }),
			artworkId: t.arg.id({ required: true }),
			words: t.arg.string({ description: 'For the curators: plain text, at most 1,000 characters.' }),
		},
		resolve: (_root, { collectionId, artworkId, words }, { store, person }) =>
			submitted.answer(async () => {
				const input = { collectionId, artworkId, words: words ?? null };
				const submission = await submitArtwork(store, input, await person.viewer());
				return { type: 'SubmissionSuccess', submission, seq: null };
			}),
	}),
);

const decided = mutationResult('DecideSubmissionResult', SubmissionSuccessType, [
	'COLLECTING_REFUSED',
	'COLLECTION_FULL',
	'INVALID_INPUT',
	'NOT_ALLOWED',
	'NOT_FOUND',
	'NOT_SIGNED_IN',
	'SUBMISSION_DECIDED',
]);

builder.mutationField('decideSubmission', (t) =>
	t.field({
		type: decided.type,
		description: `Accepts a submission, which puts the artwork at the end of the collection, or declines it. The submitter is told. For
its owner and editors.`,
		args: {
			id: t.arg.id({ required: true }),
			accepts: t.arg.boolean({ required: true, description: 'False declines it.' }),
			reason: t.arg.string({ description: 'For the submitter: plain text, at most 1,000 characters.' }),
		},
		resolve: (_root, { id, accepts, reason }, { store, person }) =>
			decided.answer(async () => {
				const done = await decideSubmission(store, { id, accepts, reason: reason ?? null }, await person.viewer());
				return { type: 'SubmissionSuccess', ...done };
			}),
	}),
);

const withdrawn = mutationResult('WithdrawSubmissionResult', CollectionSuccessType, [
	'NOT_FOUND',
	'NOT_SIGNED_IN',
	'SUBMISSION_DECIDED',
]);

builder.mutationField('withdrawSubmission', (t) =>
	t.field({
		type: withdrawn.type,
		description: 'Takes back a submission of the caller that waits for a decision.',
		args: { id: t.arg.id({ required: true }) },
		resolve: (_root, { id }, { store, person, loaders }) =>
			withdrawn.answer(async () => {
				const { collectionId } = await withdrawSubmission(store, id, await person.viewer());
				const collection = await loaders.collections.load(collectionId);
				if (!collection) throw hidden('collection', collectionId);
				return { type: 'CollectionSuccess', collection };
			}),
	}),
);
