import { isIdentifier, type Licence, RenderError } from '@galatea/render';
import type { ContentLevel, RemixPolicy, Visibility } from '@galatea/store/access';
import { type Artwork, publishRender } from '@galatea/store/artworks';
import { getRender, type Render } from '@galatea/store/renders';
import type { RequestContext } from '../../context.ts';
import { type InvalidInput, InvalidInputType } from '../account/failures.ts';
import { builder } from '../builder.ts';
import { ContentLevelType, LicenceType, RemixPolicyType, VisibilityType } from '../enums.ts';
import {
	type InvalidTitle,
	InvalidTitleType,
	type NotAllowed,
	NotAllowedType,
	type NotFinished,
	NotFinishedType,
	type NotFound,
	NotFoundType,
	notFound,
	type StepNotKept,
	StepNotKeptType,
} from '../errors.ts';
import { ArtworkType } from '../references.ts';
import { isOwner } from './permissions.ts';

interface PublishRenderSuccess {
	readonly type: 'PublishRenderSuccess';
	readonly artwork: Artwork;
}

type PublishRenderResult =
	| InvalidInput
	| InvalidTitle
	| NotAllowed
	| NotFinished
	| NotFound
	| PublishRenderSuccess
	| StepNotKept;

const PublishRenderSuccessType = builder.objectRef<PublishRenderSuccess>('PublishRenderSuccess').implement({
	fields: (t) => ({ artwork: t.expose('artwork', { type: ArtworkType }) }),
});

const PublishRenderResultType = builder.unionType('PublishRenderResult', {
	types: [
		InvalidInputType,
		InvalidTitleType,
		NotAllowedType,
		NotFinishedType,
		NotFoundType,
		PublishRenderSuccessType,
		StepNotKeptType,
	],
	resolveType: (result) => result.type,
});

builder.mutationField('publishRender', (t) =>
	t.field({
		type: PublishRenderResultType,
		description: 'Hangs the picture of a render that is over: its last step, or one that `keepStep` has kept.',
		args: {
			id: t.arg.id({ required: true }),
			step: t.arg.int({ description: 'One that was kept; the last that it completed when left out.' }),
			title: t.arg.string({ required: true }),
			alternativeText: t.arg.string({
				description: 'What it shows; at most 500 characters. Left out, title and prompt stand for it.',
			}),
			tags: t.arg.stringList({ description: 'Besides the hashtags in the title; 20 in all.' }),
			visibility: t.arg({ type: VisibilityType, description: "The render's when left out." }),
			licence: t.arg({
				type: LicenceType,
				description:
					"One of the render's `licenceChoices`; null for none stated; left out, the person's default if it is one, or the first.",
			}),
			remixPolicy: t.arg({ type: RemixPolicyType, description: 'Everyone when left out.' }),
			contentLevel: t.arg({ type: ContentLevelType, description: 'For everyone when left out.' }),
			recipeHidden: t.arg.boolean({
				description: 'Whether only its person may know how it was made; as of the render when left out.',
			}),
		},
		resolve: (_root, { id, ...choices }, context) => publish(id, choices, context),
	}),
);

interface Choices {
	readonly step?: number | null | undefined;
	readonly title: string;
	readonly alternativeText?: string | null | undefined;
	readonly tags?: readonly string[] | null | undefined;
	readonly visibility?: Visibility | null | undefined;
	readonly licence?: Licence | null | undefined;
	readonly contentLevel?: ContentLevel | null | undefined;
	readonly recipeHidden?: boolean | null | undefined;
	readonly remixPolicy?: RemixPolicy | null | undefined;
}

async function publish(id: string, choices: Choices, context: RequestContext): Promise<PublishRenderResult> {
	const { store, person, loaders } = context;
	const render = isIdentifier('render', id) ? await loaders.renders.load(id) : null;
	if (!render) return notFound('render', id);
	const viewer = await person.find();
	if (!viewer || !isOwner(render, viewer)) {
		const message = 'Only who asked for a render can publish it.';
		return { type: 'NotAllowed', code: 'NOT_ALLOWED', message };
	}
	try {
		const artwork = await publishRender(store, {
			renderId: id,
			step: choices.step ?? null,
			title: choices.title,
			alternativeText: choices.alternativeText ?? null,
			tags: choices.tags ?? null,
			userId: viewer.id,
			visibility: choices.visibility ?? null,
			licence: choices.licence,
			contentLevel: choices.contentLevel ?? null,
			recipeHidden: choices.recipeHidden ?? null,
			remixPolicy: choices.remixPolicy ?? null,
		});
		return { type: 'PublishRenderSuccess', artwork };
	} catch (error) {
		return foreseen(error, await getRender(store, id));
	}
}

// The store checks inside its transaction.
function foreseen(error: unknown, render: Render | null): PublishRenderResult {
	if (!(error instanceof RenderError)) throw error;
	if (error.code === 'INVALID_INPUT')
		return { type: 'InvalidInput', code: 'INVALID_INPUT', message: error.message, issues: error.issues };
	if (error.code === 'INVALID_TITLE') return { type: 'InvalidTitle', code: 'INVALID_TITLE', message: error.message };
	if (error.code === 'STEP_NOT_KEPT')
		return { type: 'StepNotKept', code: 'STEP_NOT_KEPT', message: `${error.message}.` };
	if (error.code === 'NOT_FINISHED' && render) return notFinished(render);
	throw error;
}

function notFinished(render: Render): NotFinished {
	const message = `Only a render that is over can be published; this one is ${render.state}.`;
	return { type: 'NotFinished', code: 'NOT_FINISHED', message, render };
}
