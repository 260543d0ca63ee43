import { isFinal, isIdentifier, licences, renderStates, type TermLoss } from '@galatea/render';
import {
	type Failure,
	findBatch,
	framesOf,
	type LossPoint,
	lossHistory,
	queueStatus,
	type Render,
	type SecondsRange,
} from '@galatea/store/renders';
import type { Place } from '../../live/render-hub.ts';
import { builder } from '../builder.ts';
import { ContentLevelType, LicenceType, VisibilityType } from '../enums.ts';
import { NodeInterface } from '../node.ts';
import { ImageType, PreviewType } from '../picture.ts';
import { ArtworkType, RecipeType, RenderBatchType, RenderType, UserType } from '../references.ts';
import { isVeiled } from '../veil.ts';
import { canCancel, canDelete, canKeep, canPublish } from './permissions.ts';
import { VideoType } from './video.ts';

/** Points of a loss curve: about as many as a chart has pixels. */
const maximumLossPoints = 500;

/** Pictures of a render on its way: a slider of as many stops has one for every few pixels. */
const maximumFrames = 120;

/** States that a worker keeps of one render, and the newest two besides. */
const maximumKeptSteps = 6;

const RenderStateType = builder.enumType('RenderState', { values: renderStates });

export const TermLossType = builder.objectRef<TermLoss>('TermLoss').implement({
	fields: (t) => ({ term: t.exposeInt('term'), loss: t.exposeFloat('loss') }),
});

const LossPointType = builder.objectRef<LossPoint>('LossPoint').implement({
	fields: (t) => ({ step: t.exposeInt('step'), loss: t.exposeFloat('loss') }),
});

export const EtaRangeType = builder.objectRef<SecondsRange>('EtaRange').implement({
	description:
		'An honest range in seconds: half of such renders take at least `lowSeconds`, nine of ten at most `highSeconds`.',
	fields: (t) => ({ lowSeconds: t.exposeFloat('lowSeconds'), highSeconds: t.exposeFloat('highSeconds') }),
});

export const QueuePlaceType = builder.objectRef<Place>('QueuePlace').implement({
	fields: (t) => ({
		position: t.exposeInt('position', { description: '1 is next.' }),
		eta: t.expose('eta', {
			type: EtaRangeType,
			nullable: true,
			description: 'Null when nothing comparable has been rendered here yet, or no worker is running.',
		}),
		servable: t.exposeBoolean('servable', { description: 'Whether a worker is there that can take it.' }),
		missingPackId: t.exposeID('missingPackId', {
			nullable: true,
			description: 'The pack that it needs, when workers are there but none of them has it.',
		}),
	}),
});

const RenderFailureType = builder.objectRef<Failure>('RenderFailure').implement({
	fields: (t) => ({
		code: t.string({ resolve: (failure) => failure.code }),
		message: t.exposeString('message'),
		retryable: t.exposeBoolean('retryable'),
	}),
});

function found<Thing>(thing: Thing | null, what: string): Thing {
	if (thing === null) throw new Error(`${what} is missing although a row refers to it`);
	return thing;
}

RenderType.implement({
	interfaces: [NodeInterface],
	fields: (t) => ({
		state: t.expose('state', { type: RenderStateType }),
		recipe: t.expose('recipe', {
			type: RecipeType,
			nullable: true,
			description: 'Null for everybody but its person when `recipeHidden`.',
		}),
		recipeHidden: t.exposeBoolean('recipeHidden', {
			description: 'Whether only its person may know how it is made; as of its artwork once published.',
		}),
		width: t.exposeInt('width', { description: 'Of the picture, in pixels.' }),
		height: t.exposeInt('height'),
		paused: t.exposeBoolean('paused', {
			description: 'Whether its person lets it wait: it stands in no line until `setRenderPaused` says otherwise.',
		}),
		step: t.exposeInt('step', { description: 'Steps completed.' }),
		steps: t.exposeInt('steps'),
		loss: t.exposeFloat('loss', { nullable: true }),
		terms: t.field({
			type: [TermLossType],
			description: 'None for whom `recipe` is null.',
			resolve: (render) => [...render.terms],
		}),
		lossHistory: t.field({
			type: [LossPointType],
			description: 'At most 500 points over the whole render so far.',
			extensions: { listSize: maximumLossPoints },
			resolve: async (render, _arguments, { store }) => [...(await lossHistory(store, render.id, maximumLossPoints))],
		}),
		frames: t.field({
			type: [PreviewType],
			description:
				'Stored pictures of it on its way, rising by step: at most 120, evenly over all that there are, the first and the ' +
				'last among them.',
			extensions: { cost: 200, listSize: maximumFrames },
			resolve: async (render, _arguments, { store }) => [...(await framesOf(store, render.id, maximumFrames))],
		}),
		hasFilm: t.boolean({
			description:
				'Whether the codes of its steps were kept: then `requestStepPicture` has the picture of any, and there may be a video.',
			resolve: async (render, _arguments, { loaders }) => (await loaders.videos.load(render.id)).state !== 'NONE',
		}),
		keptSteps: t.intList({
			description: 'Steps whose state is kept: a fork from there begins at once. Rising.',
			extensions: { listSize: maximumKeptSteps },
			resolve: async (render, _arguments, { loaders }) => [...(await loaders.keptSteps.load(render.id))],
		}),
		video: t.field({ type: VideoType, resolve: (render, _arguments, { loaders }) => loaders.videos.load(render.id) }),
		preview: t.expose('preview', { type: PreviewType, nullable: true }),
		image: t.expose('image', {
			type: ImageType,
			nullable: true,
			description:
				'The finished picture, PNG with the recipe, unless that is hidden, in its metadata; null until DONE, and of a ' +
				'render that was stopped until `keepStep` has kept its last step.',
		}),
		queue: t.field({
			type: QueuePlaceType,
			nullable: true,
			description: 'Null unless QUEUED.',
			resolve: async (render, _arguments, { store }) => {
				const status = render.state === 'QUEUED' ? await queueStatus(store, render.id) : null;
				// Its pack is a part of the recipe.
				return status && render.recipe === null ? { ...status, missingPackId: null } : status;
			},
		}),
		eta: t.field({
			type: EtaRangeType,
			nullable: true,
			description: 'Seconds that the rest should take; null when unknown.',
			resolve: (render, _arguments, context) => etaOf(render, context),
		}),
		attempt: t.exposeInt('attempt', { description: 'How often a worker has taken it up.' }),
		seq: t.exposeInt('seq', { description: 'Number of its newest event.' }),
		failure: t.expose('failure', { type: RenderFailureType, nullable: true }),
		requestedBy: t.field({
			type: UserType,
			resolve: async (render, _arguments, { loaders }) =>
				found(await loaders.users.load(render.requestedById), `User ${render.requestedById}`),
		}),
		visibility: t.expose('visibility', { type: VisibilityType, description: 'That of its artwork once published.' }),
		contentLevel: t.expose('contentLevel', {
			type: ContentLevelType,
			description: 'That of its artwork once published.',
		}),
		viewerVeiled: t.boolean({
			description: 'Whether the viewer wants a warning before its pictures, as before its artwork.',
			resolve: (render, _arguments, context) => isVeiled(render.contentLevel, render.requestedById, context),
		}),
		createdAt: t.expose('createdAt', { type: 'DateTime' }),
		startedAt: t.expose('startedAt', { type: 'DateTime', nullable: true }),
		finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
		artwork: t.field({
			type: ArtworkType,
			nullable: true,
			description: 'Once published.',
			resolve: (render, _arguments, { loaders }) =>
				render.artworkId === null ? null : loaders.artworks.load(render.artworkId),
		}),
		batch: t.field({
			type: RenderBatchType,
			nullable: true,
			description: 'Those that were asked for together with it; null for one that was asked for alone.',
			resolve: async (render, _arguments, { store, person }) =>
				render.batchId === null ? null : findBatch(store, render.batchId, await person.viewer()),
		}),
		remixOf: t.field({
			type: ArtworkType,
			nullable: true,
			description: 'The artwork whose recipe it started from.',
			resolve: (render, _arguments, { loaders }) =>
				render.remixOfArtworkId === null ? null : loaders.artworks.load(render.remixOfArtworkId),
		}),
		licenceChoices: t.field({
			type: [LicenceType],
			nullable: { list: false, items: true },
			description:
				'Licences under which it may be published, by what it was made from; null for none stated. The freest first; empty for everybody but its person.',
			extensions: { listSize: licences.length + 1 },
			resolve: async (render, _arguments, { loaders, person }) => {
				const isTheirs = (await person.find())?.id === render.requestedById;
				return isTheirs ? [...(await loaders.licenceChoices.load(render.id))] : [];
			},
		}),
		watcherCount: t.int({
			description: `How many people watch it now, besides its person: members once each however many browsers they have, others by
browser, at most 16 of one network. 0 once it is over.`,
			resolve: (render, _arguments, { loaders }) => (isFinal(render.state) ? 0 : loaders.watcherCounts.load(render.id)),
		}),
		viewerCanCancel: t.boolean({
			resolve: async (render, _arguments, { person }) => canCancel(render, await person.find()),
		}),
		viewerCanDelete: t.boolean({
			description: 'Whether who asks may delete it once it is over; what is published goes with its artwork.',
			resolve: async (render, _arguments, { person }) => canDelete(render, await person.find()),
		}),
		viewerCanKeep: t.boolean({
			description: 'Whether who asks may have a step of it kept (`keepStep`), to publish that.',
			resolve: async (render, _arguments, { person, loaders }) =>
				canKeep(render, await person.find()) && (await loaders.videos.load(render.id)).state !== 'NONE',
		}),
		viewerCanPublish: t.boolean({
			resolve: async (render, _arguments, { person }) => canPublish(render, await person.find()),
		}),
	}),
});

async function etaOf(render: Render, context: typeof builder.$inferSchemaTypes.Context): Promise<SecondsRange | null> {
	if (render.state === 'QUEUED') return (await queueStatus(context.store, render.id))?.eta ?? null;
	if (render.state === 'WARMING' || render.state === 'RUNNING') return context.remainingTimes.of(render.id);
	return null;
}

builder.queryField('render', (t) =>
	t.field({
		type: RenderType,
		nullable: true,
		args: { id: t.arg.id({ required: true }) },
		resolve: (_root, { id }, { loaders }) => (isIdentifier('render', id) ? loaders.renders.load(id) : null),
	}),
);
