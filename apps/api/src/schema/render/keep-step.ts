import { isIdentifier, RenderError } from '@galatea/render';
import { onStepPicture } from '@galatea/store/database';
import { findKeptStep, getRender, type KeptStep, keepStep, listWorkers, type Render } from '@galatea/store/renders';
import type { RequestContext } from '../../context.ts';
import { awaitAnswer, awaitAnswerMs } from '../../live/await-answer.ts';
import { type TooManyTries, TooManyTriesType } from '../account/failures.ts';
import { builder } from '../builder.ts';
import {
	type NotAllowed,
	NotAllowedType,
	type NotFinished,
	NotFinishedType,
	type NotFound,
	NotFoundType,
	notFound,
	type PackUnavailable,
	PackUnavailableType,
	type StepNotKept,
	StepNotKeptType,
} from '../errors.ts';
import { ImageType } from '../picture.ts';
import { RenderType } from '../references.ts';
import { isOwner } from './permissions.ts';
import { StepPictureStateType } from './request-step-picture.ts';

interface KeepStepSuccess {
	readonly type: 'KeepStepSuccess';
	readonly kept: KeptStep;
	readonly render: Render;
}

type KeepStepResult =
	| KeepStepSuccess
	| NotAllowed
	| NotFinished
	| NotFound
	| PackUnavailable
	| StepNotKept
	| TooManyTries;

const KeptStepType = builder.objectRef<KeptStep>('KeptStep').implement({
	description: 'The picture of one step at full quality, for `publishRender`.',
	fields: (t) => ({
		state: t.field({ type: StepPictureStateType, resolve: (kept) => kept.state }),
		step: t.exposeInt('step', {
			description: 'Nearly always the one that was asked for; of a very long run the nearest whose codes were kept.',
		}),
		image: t.expose('image', {
			type: ImageType,
			nullable: true,
			description: 'PNG, with the recipe and the step in its metadata; null until DONE.',
		}),
	}),
});

const KeepStepSuccessType = builder.objectRef<KeepStepSuccess>('KeepStepSuccess').implement({
	fields: (t) => ({
		kept: t.expose('kept', { type: KeptStepType, description: 'What there is of the step.' }),
		render: t.expose('render', { type: RenderType }),
	}),
});

const KeepStepResultType = builder.unionType('KeepStepResult', {
	types: [
		KeepStepSuccessType,
		NotAllowedType,
		NotFinishedType,
		NotFoundType,
		PackUnavailableType,
		StepNotKeptType,
		TooManyTriesType,
	],
	resolveType: (result) => result.type,
});

builder.mutationField('keepStep', (t) =>
	t.field({
		type: KeepStepResultType,
		description:
			'Keeps a step of a render of the caller that is over, to publish it in place of the last one, and waits up to eight ' +
			'seconds for its picture; while that is WAITING, ask again. The last step of a render that was stopped becomes its ' +
			'`image`. The recipe stays as it is; the file says which step it shows.',
		extensions: { cost: 1_000 },
		args: {
			renderId: t.arg.id({ required: true }),
			step: t.arg.int({ description: 'From 1 to the `step` of the render; that itself when left out.' }),
		},
		resolve: (_root, { renderId, step }, context) => keep(renderId, step ?? null, context),
	}),
);

async function keep(
	renderId: string,
	step: number | null,
	{ store, loaders, person }: RequestContext,
): Promise<KeepStepResult> {
	const render = isIdentifier('render', renderId) ? await loaders.renders.load(renderId) : null;
	if (!render) return notFound('render', renderId);
	if (!isOwner(render, await person.find())) {
		const message = 'Only who asked for a render can keep a step of it.';
		return { type: 'NotAllowed', code: 'NOT_ALLOWED', message };
	}
	try {
		const asked = await keepStep(store, { renderId, step }, await person.callerKeys());
		const { askedStep } = asked;
		const kept =
			asked.state === 'WAITING'
				? await awaitAnswer<KeptStep | null>(
						{
							listen: (callback) => onStepPicture(store, callback),
							key: `${renderId}:${askedStep}:kept`,
							look: () => findKeptStep(store, renderId, askedStep),
							isWaiting: (found) => found?.state === 'WAITING',
						},
						awaitAnswerMs,
					)
				: asked;
		// It may have been deleted meanwhile.
		const now = await getRender(store, renderId);
		if (!kept || !now) return notFound('render', renderId);
		return { type: 'KeepStepSuccess', kept, render: now };
	} catch (error) {
		return foreseen(error, render, store);
	}
}

async function foreseen(error: unknown, render: Render, store: RequestContext['store']): Promise<KeepStepResult> {
	if (!(error instanceof RenderError)) throw error;
	const { code } = error;
	const message = `${error.message}.`;
	switch (code) {
		case 'NOT_FOUND':
			return { type: 'NotFound', code, message };
		case 'NOT_FINISHED':
			return { type: 'NotFinished', code, message, render };
		case 'STEP_NOT_KEPT':
			return { type: 'StepNotKept', code, message };
		case 'TOO_MANY_TRIES':
			return { type: 'TooManyTries', code, message };
		case 'PACK_UNAVAILABLE': {
			const held = (await listWorkers(store)).flatMap(({ packIds }) => packIds);
			return { type: 'PackUnavailable', code, message, availablePackIds: [...new Set(held)] };
		}
		default:
			throw error;
	}
}
