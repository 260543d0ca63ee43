/** @file What is inside a step of a render, for those who may know its recipe. */
import { lossNames, maximumPerceptors, maximumPromptTerms, RenderError } from '@galatea/render';
import { mayKnowRecipe, mayWatch } from '@galatea/store/access';
import { onStepPicture } from '@galatea/store/database';
import {
	findStepInside,
	getRender,
	type InsideFigures,
	type KeptCutout,
	listWorkers,
	type Render,
	requestStepInside,
	type StepInside,
} from '@galatea/store/renders';
import type { RequestContext } from '../../context.ts';
import { awaitAnswer } from '../../live/await-answer.ts';
import { type TooManyTries, TooManyTriesType } from '../account/failures.ts';
import { builder } from '../builder.ts';
import { type NotFound, NotFoundType, type PackUnavailable, PackUnavailableType } from '../errors.ts';
import { ImageType } from '../picture.ts';
import { RenderType } from '../references.ts';
import { TermLossType } from './render.ts';

/** Codes that are told one by one, and cutouts: as many as a worker keeps. */
const maximumCodes = 4_096;
const maximumCutouts = 64;
/** Shorter than for what takes a moment: who asks again learns how far the worker is. */
const awaitInsideMs = 2_500;

interface StepInsideSuccess {
	readonly type: 'StepInsideSuccess';
	readonly inside: StepInside;
}

type StepInsideResult = NotFound | PackUnavailable | StepInsideSuccess | TooManyTries;

const InsideCutoutType = builder.objectRef<KeptCutout>('InsideCutout').implement({
	description: 'A part of the picture that the perceptors looked at in a step.',
	fields: (t) => ({
		corners: t.floatList({
			description:
				'x and y of its four corners in shares of the picture, from its upper left with the clock; below 0 or above 1 where it ' +
				'looks beyond an edge.',
			extensions: { listSize: 8 },
			resolve: ({ corners }) => [...corners],
		}),
		cosines: t.field({
			type: ['Float'],
			nullable: { list: false, items: true },
			description:
				'How near it is to each term, -1 to 1, for one perceptor after another; null for terms that count other cutouts.',
			extensions: { listSize: maximumPerceptors * maximumPromptTerms },
			resolve: ({ cosines }) => [...cosines],
		}),
	}),
});

const InsideLossType = builder.objectRef<InsideFigures['losses'][number]>('InsideLoss').implement({
	description: 'What a loss beside the terms adds in a step.',
	fields: (t) => ({
		name: t.exposeString('name', { description: 'As the recipe names it.' }),
		loss: t.exposeFloat('loss'),
	}),
});

const InsideFiguresType = builder.objectRef<InsideFigures>('InsideFigures').implement({
	description: 'What a step held on its way from latent to update. Its pictures are for those who may know the recipe.',
	fields: (t) => ({
		loss: t.exposeFloat('loss'),
		terms: t.field({
			type: [TermLossType],
			extensions: { listSize: maximumPromptTerms },
			resolve: ({ terms }) => [...terms],
		}),
		losses: t.field({
			type: [InsideLossType],
			extensions: { listSize: lossNames.length },
			resolve: ({ losses }) => [...losses],
		}),
		movedDistance: t.exposeFloat('movedDistance', {
			description: 'How far the update moved the latent: the length of the difference.',
		}),
		movedShare: t.exposeFloat('movedShare', { description: 'The same as a share of the length of the latent.' }),
		codesAcross: t.exposeInt('codesAcross', { description: 'Positions of the latent in a row.' }),
		codesDown: t.exposeInt('codesDown', { description: 'Positions of the latent in a column.' }),
		codes: t.intList({
			description: 'The row of the codebook at each position, in reading order; empty above 4,096 positions.',
			extensions: { listSize: maximumCodes },
			resolve: ({ codes }) => [...codes],
		}),
		cutoutCount: t.exposeInt('cutoutCount', {
			description: 'How many the step had; more than are told where they are many.',
		}),
		cutouts: t.field({
			type: [InsideCutoutType],
			description: 'The first 64 at most, in the order of the sheet.',
			extensions: { listSize: maximumCutouts },
			resolve: ({ cutouts }) => [...cutouts],
		}),
		sheetColumns: t.exposeInt('sheetColumns', { description: 'Cutouts in a row of the sheet.' }),
		latent: t.expose('latent', {
			type: ImageType,
			description: 'A square per position; positions that are alike have colours that are alike.',
		}),
		tiles: t.expose('tiles', {
			type: ImageType,
			nullable: true,
			description:
				'The codes: at each position what its row of the codebook gives when it is decoded alone. Null for a generator without a codebook.',
		}),
		picture: t.expose('picture', {
			type: ImageType,
			description: 'As the perceptors looked at it, before the update.',
		}),
		heat: t.expose('heat', {
			type: ImageType,
			description: 'How strongly the loss pulls at each pixel: black for not at all, pale yellow for the most.',
		}),
		sheet: t.expose('sheet', {
			type: ImageType,
			description: 'The cutouts as the first perceptor saw them, square, row by row.',
		}),
	}),
});

const StepInsideStateType = builder.enumType('StepInsideState', {
	values: {
		WAITING: { description: 'For a worker that has no render to do: ask again. Who stops asking cancels.' },
		RUNNING: { description: 'A worker runs the steps before it again: ask again. Who stops asking cancels.' },
		DONE: {},
		FAILED: { description: 'Asking again tries again.' },
	} as const,
});

const StepInsideType = builder.objectRef<StepInside>('StepInside').implement({
	description: 'What is inside a step, computed again by a worker when somebody asks, once for all who do.',
	fields: (t) => ({
		state: t.field({ type: StepInsideStateType, resolve: ({ state }) => state }),
		doneSteps: t.exposeInt('doneSteps', { description: 'Steps that were run again so far.' }),
		neededSteps: t.exposeInt('neededSteps', {
			description: 'Steps that have to be run again, from the nearest state before; 0 until a worker has it.',
		}),
		figures: t.expose('figures', { type: InsideFiguresType, nullable: true, description: 'Null until DONE.' }),
	}),
});

const StepInsideSuccessType = builder.objectRef<StepInsideSuccess>('StepInsideSuccess').implement({
	fields: (t) => ({ inside: t.expose('inside', { type: StepInsideType, description: 'What there is of it.' }) }),
});

const StepInsideResultType = builder.unionType('StepInsideResult', {
	types: [NotFoundType, PackUnavailableType, StepInsideSuccessType, TooManyTriesType],
	resolveType: (result) => result.type,
});

builder.objectField(RenderType, 'inside', (t) =>
	t.field({
		type: StepInsideResultType,
		nullable: true,
		description:
			'What was inside a step that it has completed, live or over: a worker runs the steps before it again, between renders, and this ' +
			'waits some seconds for it. Ask again while it is WAITING or RUNNING; who stops asking cancels. At most 10 new ones in ' +
			'a minute. Null for whom `recipe` is null.',
		extensions: { cost: 1_000 },
		args: { step: t.arg.int({ required: true, description: 'From 1, or from the step after which it goes on.' }) },
		resolve: (render, { step }, context) => look(render, step, context),
	}),
);

async function look(
	{ id: renderId, recipe }: Render,
	step: number,
	{ store, person, producer }: RequestContext,
): Promise<StepInsideResult | null> {
	if (recipe === null) return null;
	try {
		const asked = await requestStepInside(store, { renderId, step }, await person.callerKeys());
		if (asked.state === 'DONE' || asked.state === 'FAILED') return { type: 'StepInsideSuccess', inside: asked };
		// The job of a render wakes a worker that has nothing to do; what is under way, it looks for by itself.
		if (asked.state === 'WAITING') {
			const whole = await getRender(store, renderId);
			if (whole) await producer.add(renderId, whole.recipe.pack.id);
		}
		const inside = await awaitAnswer(
			{
				listen: (callback) => onStepPicture(store, callback),
				key: `${renderId}:${step}:inside`,
				look: () => findStepInside(store, renderId, step),
				isWaiting: (found) => found?.state === 'WAITING' || found?.state === 'RUNNING',
			},
			awaitInsideMs,
		);
		// It may have become private meanwhile, or its recipe hidden.
		const viewer = await person.viewer();
		if (!(await mayWatch(store, renderId, viewer)) || !(await mayKnowRecipe(store, renderId, viewer))) return null;
		return { type: 'StepInsideSuccess', inside: inside ?? { ...asked, state: 'FAILED' } };
	} catch (error) {
		return failureOf(error, store);
	}
}

async function failureOf(error: unknown, store: RequestContext['store']): Promise<StepInsideResult> {
	if (!(error instanceof RenderError)) throw error;
	const { code } = error;
	const message = `${error.message}.`;
	if (code === 'NOT_FOUND') return { type: 'NotFound', code, message };
	if (code === 'TOO_MANY_TRIES') return { type: 'TooManyTries', code, message };
	if (code !== 'PACK_UNAVAILABLE') throw error;
	const held = (await listWorkers(store)).flatMap(({ packIds }) => packIds);
	return { type: 'PackUnavailable', code, message, availablePackIds: [...new Set(held)] };
}
