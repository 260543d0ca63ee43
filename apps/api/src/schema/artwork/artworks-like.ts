import { isIdentifier, maximumSearchLength } from '@galatea/render';
import { CursorError, maximumPageSize } from '@galatea/store/database';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../../context.ts';
import { isTooBusy, type MeaningResult, type Sought } from '../../meaning/meaning.ts';
import type { MeaningRequest } from '../../meaning/picture-search.ts';
import { builder } from '../builder.ts';
import { type Failing, FailureInterface, type NotFound, NotFoundType, notFound } from '../errors.ts';
import { ArtworkFilterInput, readFilter } from './artwork-filter.ts';
import { ArtworkConnectionType } from './artworks.ts';

export type SearchNeedsWorker = Failing<'SearchNeedsWorker', 'SEARCH_NEEDS_WORKER'>;
type NothingUnderstood = Failing<'NothingUnderstood', 'NOTHING_UNDERSTOOD'>;

interface ArtworksLikeSuccess {
	readonly type: 'ArtworksLikeSuccess';
	readonly artworks: typeof ArtworkConnectionType.$inferType;
}

type ArtworksLikeResult = ArtworksLikeSuccess | NothingUnderstood | NotFound | SearchNeedsWorker;

export const SearchNeedsWorkerType = builder.objectRef<SearchNeedsWorker>('SearchNeedsWorker').implement({
	interfaces: [FailureInterface],
	description: 'No worker is there that could look at what is searched with, or none did in time. Try again later.',
});

const NothingUnderstoodType = builder.objectRef<NothingUnderstood>('NothingUnderstood').implement({
	interfaces: [FailureInterface],
	description: 'The perceptor knows no word of the text, or what was uploaded is no picture that can be read.',
});

const ArtworksLikeSuccessType = builder.objectRef<ArtworksLikeSuccess>('ArtworksLikeSuccess').implement({
	fields: (t) => ({ artworks: t.expose('artworks', { type: ArtworkConnectionType }) }),
});

const ArtworksLikeInput = builder.inputType('ArtworksLikeInput', {
	description: 'Exactly one of them.',
	isOneOf: true,
	fields: (t) => ({
		text: t.string({ description: 'What the pictures should show; at most 300 characters.' }),
		artworkId: t.id({ description: 'More like this one.' }),
		searchPicture: t.id({ description: 'Like a picture that `keepSearchPicture` has kept.' }),
	}),
});

const ArtworksLikeResultType = builder.unionType('ArtworksLikeResult', {
	types: [ArtworksLikeSuccessType, NothingUnderstoodType, NotFoundType, SearchNeedsWorkerType],
	resolveType: (result) => result.type,
});

builder.queryField('artworksLike', (t) =>
	t.field({
		type: ArtworksLikeResultType,
		description: `Listed artworks by what they show, as a perceptor sees it, best first; what does not fit well enough is left
out, so there may be none.`,
		args: {
			like: t.arg({ type: ArtworksLikeInput, required: true }),
			first: t.arg.int({ defaultValue: 24 }),
			after: t.arg.string(),
			filter: t.arg({ type: ArtworkFilterInput, description: 'What of these to leave out.' }),
		},
		extensions: { listSize: 24, cost: 1_000 },
		resolve: (_root, { like, first, after, filter }, context) =>
			search(like, { first: first ?? 24, after: after ?? null, filter: readFilter(filter, context.shelf) }, context),
	}),
);

async function search(
	like: typeof ArtworksLikeInput.$inferInput,
	{ first, after, filter }: MeaningRequest,
	context: RequestContext,
): Promise<ArtworksLikeResult> {
	if (first < 1 || first > maximumPageSize) throw badInput(`first must be from 1 to ${maximumPageSize}, not ${first}`);
	const sought = await soughtOf(like, context);
	if ('type' in sought) return sought;
	try {
		const result = await context.meaning.search(sought, { first, after, filter }, await context.person.viewer());
		return asResult(result, after);
	} catch (error) {
		if (isTooBusy(error)) return needsWorker();
		if (!(error instanceof CursorError)) throw error;
		throw badInput('after is not a cursor of this list; leave it out to begin at the best');
	}
}

async function soughtOf(
	{ text, artworkId, searchPicture }: typeof ArtworksLikeInput.$inferInput,
	{ loaders }: RequestContext,
): Promise<Sought | NotFound> {
	if (text != null) {
		// The database takes no NUL, and no half of a surrogate pair.
		const clean = text.replaceAll(/[\0\p{Surrogate}]/gu, ' ').trim();
		if (clean === '' || clean.length > maximumSearchLength)
			throw badInput(`text must have 1 to ${maximumSearchLength} characters`);
		return { text: clean };
	}
	if (artworkId != null) {
		const artwork = isIdentifier('artwork', artworkId) ? await loaders.artworks.load(artworkId) : null;
		return artwork ? { imageKey: artwork.image.key } : notFound('artwork', artworkId);
	}
	const key = searchPicture ?? '';
	return /^[0-9a-f]{64}$/.test(key) ? { key } : notFound('search picture', key);
}

function asResult(result: MeaningResult, after: string | null): ArtworksLikeResult {
	switch (result.kind) {
		case 'page':
			return { type: 'ArtworksLikeSuccess', artworks: { ...result.page, after } };
		case 'needsWorker':
			return needsWorker();
		case 'notFound':
			return {
				type: 'NotFound',
				code: 'NOT_FOUND',
				message: 'There is no such search picture (any more); they are kept for a day.',
			};
		case 'notUnderstood':
			return {
				type: 'NothingUnderstood',
				code: 'NOTHING_UNDERSTOOD',
				message:
					result.problem === 'NO_KNOWN_WORD'
						? 'The perceptor knows no word of this text.'
						: 'This is no picture that can be read.',
			};
	}
}

/** What to tell who searches while no worker looks. */
export function needsWorker(): SearchNeedsWorker {
	return {
		type: 'SearchNeedsWorker',
		code: 'SEARCH_NEEDS_WORKER',
		message: 'Search by meaning needs a worker, and none has answered; search by words works without.',
	};
}

function badInput(message: string): GraphQLError {
	return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
