import { isIdentifier, RenderError } from '@galatea/render';
import type { Visibility } from '@galatea/store/access';
import { setRenderVisibility } from '@galatea/store/artworks';
import type { Render } from '@galatea/store/renders';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { VisibilityType } from '../enums.ts';
import { hidden, type NotAllowed, NotAllowedType, type NotFound, NotFoundType, notFound } from '../errors.ts';
import { RenderType } from '../references.ts';

interface SetRenderVisibilitySuccess {
	readonly type: 'SetRenderVisibilitySuccess';
	readonly render: Render;
}

type SetRenderVisibilityResult = NotAllowed | NotFound | SetRenderVisibilitySuccess;

const SetRenderVisibilitySuccessType = builder
	.objectRef<SetRenderVisibilitySuccess>('SetRenderVisibilitySuccess')
	.implement({ fields: (t) => ({ render: t.expose('render', { type: RenderType }) }) });

const SetRenderVisibilityResultType = builder.unionType('SetRenderVisibilityResult', {
	types: [NotAllowedType, NotFoundType, SetRenderVisibilitySuccessType],
	resolveType: (result) => result.type,
});

builder.mutationField('setRenderVisibility', (t) =>
	t.field({
		type: SetRenderVisibilityResultType,
		description:
			'Who may watch a render, and see its artwork if there is one. Takes effect at once, also for who is watching.',
		args: {
			id: t.arg.id({ required: true }),
			visibility: t.arg({ type: VisibilityType, required: true }),
			recipeHidden: t.arg.boolean({
				description: 'Whether only its person may know how it is made; as it was when left out.',
			}),
		},
		resolve: (_root, { id, ...choices }, context) => set(id, choices, context),
	}),
);

async function set(
	id: string,
	{ visibility, recipeHidden }: { readonly visibility: Visibility; readonly recipeHidden?: boolean | null | undefined },
	{ store, person, loaders }: RequestContext,
): Promise<SetRenderVisibilityResult> {
	if (!isIdentifier('render', id) || !(await loaders.renders.load(id))) return notFound('render', id);
	try {
		const userId = (await person.find())?.id ?? '';
		await setRenderVisibility(store, { renderId: id, userId, visibility, recipeHidden: recipeHidden ?? null });
	} catch (error) {
		if (!(error instanceof RenderError) || error.code !== 'NOT_ALLOWED') throw error;
		return { type: 'NotAllowed', code: 'NOT_ALLOWED', message: error.message };
	}
	const render = await loaders.renders.load(id);
	if (!render) throw hidden('render', id);
	return { type: 'SetRenderVisibilitySuccess', render };
}
