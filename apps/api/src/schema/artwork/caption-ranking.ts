/** @file Which of several captions fits an artwork, as the perceptors of a pack see it. */
import {
	type CaptionFit,
	maximumCaptions,
	maximumPerceptors,
	type PerceptorRanking,
	RenderError,
} from '@galatea/render';
import type { Artwork } from '@galatea/store/artworks';
import { onCaptionRanking } from '@galatea/store/database';
import { type CaptionRanking, findCaptionRanking, requestCaptionRanking } from '@galatea/store/meaning';
import { listWorkers } from '@galatea/store/renders';
import type { RequestContext } from '../../context.ts';
import { awaitAnswer, awaitAnswerMs } from '../../live/await-answer.ts';
import { type InvalidInput, InvalidInputType, type TooManyTries, TooManyTriesType } from '../account/failures.ts';
import { builder } from '../builder.ts';
import { type NotFound, NotFoundType, notFound, type PackUnavailable, PackUnavailableType } from '../errors.ts';
import { ArtworkType } from '../references.ts';

interface CaptionRankingSuccess {
	readonly type: 'CaptionRankingSuccess';
	readonly ranking: CaptionRanking;
}

type CaptionRankingResult = CaptionRankingSuccess | InvalidInput | NotFound | PackUnavailable | TooManyTries;

const CaptionFitType = builder.objectRef<CaptionFit>('CaptionFit').implement({
	description: 'How well one caption fits a picture, as one perceptor sees it.',
	fields: (t) => ({
		caption: t.exposeString('caption', { description: 'As it was given, without space around it.' }),
		cosine: t.exposeFloat('cosine', {
			nullable: true,
			description: 'How near caption and picture are: -1 to 1. Null when the perceptor knows no word of the caption.',
		}),
		share: t.exposeFloat('share', {
			nullable: true,
			description:
				'Its part in the softmax of logit scale × cosine over these captions: 0 to 1. It says which of them fits best, and not ' +
				'whether it fits well. Null without a cosine, or without a logit scale.',
		}),
		unknownWords: t.stringList({
			description: 'Words of the caption that the perceptor does not know, each once.',
			resolve: ({ unknownWords }) => [...unknownWords],
		}),
		truncated: t.exposeBoolean('truncated', {
			description: 'Whether it is longer than the perceptor reads, so that its end does not count.',
		}),
	}),
});

const PerceptorRankingType = builder.objectRef<PerceptorRanking>('PerceptorRanking').implement({
	description: 'What one perceptor says of the captions.',
	fields: (t) => ({
		logitScale: t.exposeFloat('logitScale', {
			nullable: true,
			description:
				'What cosines are multiplied by before the softmax, as the perceptor was trained; null when its weights came without: ' +
				'then there are cosines and no shares.',
		}),
		fits: t.field({
			type: [CaptionFitType],
			description: 'The best first; captions of which it knows no word last.',
			extensions: { listSize: maximumCaptions },
			resolve: ({ fits }) => [...fits],
		}),
	}),
});

const CaptionRankingStateType = builder.enumType('CaptionRankingState', {
	values: {
		WAITING: { description: 'A worker will rank them, or is at it: ask again.' },
		DONE: {},
		FAILED: { description: 'Asking again tries again.' },
	} as const,
});

const CaptionRankingType = builder.objectRef<CaptionRanking>('CaptionRanking').implement({
	description: 'Captions as the perceptors of one pack rank them for a picture.',
	fields: (t) => ({
		state: t.field({ type: CaptionRankingStateType, resolve: ({ state }) => state }),
		packId: t.exposeID('packId', { description: 'The pack whose perceptors rank.' }),
		perceptors: t.field({
			type: [PerceptorRankingType],
			nullable: true,
			description: 'What each perceptor of the pack says, in their order; null until DONE.',
			extensions: { listSize: maximumPerceptors },
			resolve: ({ perceptors }) => perceptors && [...perceptors],
		}),
	}),
});

const CaptionRankingSuccessType = builder.objectRef<CaptionRankingSuccess>('CaptionRankingSuccess').implement({
	fields: (t) => ({
		ranking: t.expose('ranking', { type: CaptionRankingType, description: 'What there is of it.' }),
	}),
});

const CaptionRankingResultType = builder.unionType('CaptionRankingResult', {
	types: [CaptionRankingSuccessType, InvalidInputType, NotFoundType, PackUnavailableType, TooManyTriesType],
	resolveType: (result) => result.type,
});

builder.objectField(ArtworkType, 'captionRanking', (t) =>
	t.field({
		type: CaptionRankingResultType,
		description:
			'Which of several captions fits the picture best, as the perceptors of a pack see it. A worker looks, and this waits up to ' +
			'eight seconds for it; the same captions are ranked once in a day. At most 30 new rankings in a minute.',
		extensions: { cost: 1_000 },
		args: {
			captions: t.arg.stringList({
				required: true,
				description: 'Two to eight different ones, of at most 300 characters each.',
			}),
			packId: t.arg.id({
				description: 'Whose perceptors rank; else the pack of the recipe where that may be known, or the default one.',
			}),
		},
		resolve: (artwork, { captions, packId }, context) => rank(artwork, captions, packId ?? null, context),
	}),
);

async function rank(
	{ id: artworkId, image: { key: imageKey }, recipe }: Artwork,
	captions: readonly string[],
	packId: string | null,
	{ store, shelf, loaders, person }: RequestContext,
): Promise<CaptionRankingResult> {
	const known = (id: string | null | undefined) => shelf.packs.find((pack) => pack.id === id);
	// The pack of a hidden recipe is part of what is hidden.
	const pack = packId === null ? (known(recipe?.pack.id) ?? known(shelf.defaultPackId)) : known(packId);
	if (!pack) return notFound('pack', packId ?? 'default');
	try {
		const asked = await requestCaptionRanking(
			store,
			{ artworkId, imageKey, pack, captions },
			await person.callerKeys(),
		);
		if (asked.state !== 'WAITING') return { type: 'CaptionRankingSuccess', ranking: asked };
		const { key } = asked;
		const ranking = await awaitAnswer(
			{
				listen: (callback) => onCaptionRanking(store, callback),
				key: `${artworkId}:${key}`,
				look: () => findCaptionRanking(store, artworkId, key),
				isWaiting: (found) => found?.state === 'WAITING',
			},
			awaitAnswerMs,
		);
		// It may have become private meanwhile.
		if (!(await loaders.artworks.load(artworkId))) return notFound('artwork', artworkId);
		return { type: 'CaptionRankingSuccess', ranking: ranking ?? { ...asked, state: 'FAILED' } };
	} catch (error) {
		return failureOf(error, store);
	}
}

async function failureOf(error: unknown, store: RequestContext['store']): Promise<CaptionRankingResult> {
	if (!(error instanceof RenderError)) throw error;
	const { code, issues } = error;
	const message = `${error.message}.`;
	if (code === 'INVALID_INPUT') return { type: 'InvalidInput', code, message, issues };
	if (code === 'TOO_MANY_TRIES') return { type: 'TooManyTries', code, message };
	if (code !== 'PACK_UNAVAILABLE') throw error;
	const held = (await listWorkers(store)).flatMap(({ packIds }) => packIds);
	return { type: 'PackUnavailable', code, message, availablePackIds: [...new Set(held)] };
}
