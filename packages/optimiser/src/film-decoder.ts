/** @file From the codes of a step to its picture: the generator alone, without perceptors and without gradients. */
import { GraphBuilder } from '@galatea/autodiff';
import type { Recipe } from '@galatea/render';
import type { Picture, RenderPack } from './plan.ts';
import { checkPack } from './plan-checks.ts';
import { pictureOfPlanes } from './planes.ts';
import type { Runtime } from './runtime.ts';
import { decodeSeamless, wrappingOf } from './seamless.ts';

export interface FilmDecoder extends AsyncDisposable {
	/** The picture of one step. Throws a RangeError for codes that are not those of such a picture. */
	decode(codes: Int32Array): Promise<Picture>;
}

/** Opens the generator for pictures of a recipe. Throws `PACK_UNAVAILABLE` when that names another pack. */
export async function openFilmDecoder(runtime: Runtime, recipe: Recipe, pack: RenderPack): Promise<FilmDecoder> {
	checkPack(recipe, pack);
	const latentShape = pack.generator.latentShape(recipe.width, recipe.height);
	const decode = await pack.generator.loadDecoder();
	const g = new GraphBuilder('film', { contributedOperators: runtime.contributedOperators });
	const z = g.input('z', 'float32', latentShape);
	g.output('picture', decodeSeamless(g, pack.generator, decode, z, wrappingOf(recipe)));
	const session = await runtime.open(g.build(), { name: 'the decoder of films' });
	return {
		async decode(codes) {
			const data = pack.generator.latentOf(codes, latentShape);
			const { picture } = await session.run({ z: { dtype: 'float32', shape: latentShape, data } }, { transfer: true });
			if (picture?.dtype !== 'float32') throw new Error('the decoder of films gave no picture');
			return pictureOfPlanes(picture.data, recipe.width, recipe.height);
		},
		[Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
	};
}
