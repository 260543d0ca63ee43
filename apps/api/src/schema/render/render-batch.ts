import type { UnknownWord } from '@galatea/networks';
import { isIdentifier, type Recipe } from '@galatea/render';
import { createRenderBatch, findBatch, maximumBatch, type RenderBatch } from '@galatea/store/renders';
import type { RequestContext } from '../../context.ts';
import { TooManyTriesType } from '../account/failures.ts';
import { builder } from '../builder.ts';
import {
	type InvalidRecipe,
	InvalidRecipeType,
	NotFoundType,
	notFound,
	type PackUnavailable,
	PackUnavailableType,
	QueueFullType,
	RenderLimitReachedType,
} from '../errors.ts';
import { NodeInterface } from '../node.ts';
import { UnknownWordType, withSuggestions } from '../pack/unknown-word.ts';
import { RenderBatchType, RenderType, UserType } from '../references.ts';
import { askStore, type NotAsked, prepare } from './create-render.ts';
import { CreateRenderInput } from './create-render-input.ts';
import { type RemixRefused, RemixRefusedType } from './remix-refused.ts';

interface CreateRenderBatchSuccess {
	readonly type: 'CreateRenderBatchSuccess';
	readonly batch: RenderBatch;
	readonly unknownWords: readonly UnknownWord[];
}

type CreateRenderBatchResult = CreateRenderBatchSuccess | InvalidRecipe | NotAsked | PackUnavailable | RemixRefused;

RenderBatchType.implement({
	interfaces: [NodeInterface],
	description:
		'Renders of one recipe with several seeds, asked for together. Each of them counts, waits and is seen for itself; a batch ' +
		'is seen by who may see any of them.',
	fields: (t) => ({
		renders: t.field({
			type: [RenderType],
			description: 'Those that the viewer may see, in the order of their seeds: at least one.',
			extensions: { listSize: maximumBatch },
			resolve: (batch) => [...batch.renders],
		}),
		requestedBy: t.field({
			type: UserType,
			resolve: async (batch, _arguments, { loaders }) => {
				const user = await loaders.users.load(batch.requestedById);
				if (user === null) throw new Error(`User ${batch.requestedById} is missing although a row refers to it`);
				return user;
			},
		}),
	}),
});

const CreateRenderBatchSuccessType = builder.objectRef<CreateRenderBatchSuccess>('CreateRenderBatchSuccess').implement({
	fields: (t) => ({
		batch: t.expose('batch', { type: RenderBatchType, description: 'What was asked for.' }),
		unknownWords: t.field({ type: [UnknownWordType], resolve: (success) => withSuggestions(success.unknownWords) }),
	}),
});

const CreateRenderBatchResultType = builder.unionType('CreateRenderBatchResult', {
	types: [
		CreateRenderBatchSuccessType,
		InvalidRecipeType,
		NotFoundType,
		PackUnavailableType,
		QueueFullType,
		RemixRefusedType,
		RenderLimitReachedType,
		TooManyTriesType,
	],
	resolveType: (result) => result.type,
});

builder.queryField('renderBatch', (t) =>
	t.field({
		type: RenderBatchType,
		nullable: true,
		description: 'Null where there is none, or the viewer may see none of its renders.',
		args: { id: t.arg.id({ required: true }) },
		resolve: async (_root, { id }, { store, person }) =>
			isIdentifier('batch', id) ? findBatch(store, id, await person.viewer()) : null,
	}),
);

builder.mutationField('createRenderBatch', (t) =>
	t.field({
		type: CreateRenderBatchResultType,
		description:
			'Asks for several renders of one recipe, whose seeds follow each other from the one that is given or drawn: all of them or, ' +
			'where a limit leaves no room for all, none.',
		extensions: { cost: 5_000 * maximumBatch },
		args: {
			input: t.arg({ type: CreateRenderInput, required: true }),
			count: t.arg.int({ required: true, description: `2 to ${maximumBatch}.` }),
		},
		resolve: (_root, { input, count }, context) => create(input, count, context),
	}),
);

async function create(
	input: typeof CreateRenderInput.$inferInput,
	count: number,
	context: RequestContext,
): Promise<CreateRenderBatchResult> {
	if (count < 2 || count > maximumBatch) {
		const message = `must be 2 to ${maximumBatch}, not ${count}`;
		const issues = [{ path: 'count', message }];
		return { type: 'InvalidRecipe', code: 'INVALID_RECIPE', message: `count ${message}`, issues, unknownWords: [] };
	}
	const prepared = await prepare(input, context);
	if ('code' in prepared) return prepared;
	const { recipe, asked } = prepared;
	let id = '';
	const answer = await askStore(context, recipe, asked, async (values) => {
		const made = await createRenderBatch(context.store, { recipes: withSeeds(recipe, count), ...values });
		id = made.batchId;
		return made.renders;
	});
	if ('code' in answer) return answer;
	const batch = await findBatch(context.store, id, await context.person.viewer());
	if (!batch) return notFound('batch', id);
	return { type: 'CreateRenderBatchSuccess', batch, unknownWords: asked.unknownWords };
}

/** A recipe with so many seeds from its own on, after the largest the smallest. */
function withSeeds(recipe: Recipe, count: number): readonly Recipe[] {
	return Array.from({ length: count }, (_, index) => ({
		...recipe,
		seed: String(BigInt.asUintN(64, BigInt(recipe.seed) + BigInt(index))),
	}));
}
