/** @file The create page, filled from two recipes. */
import { canBeMixed, mixRecipes, parseRecipe, type Recipe } from '@galatea/render';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { PacksDocument, RemixSourceDocument, type RemixSourceQuery } from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';
import { ComposeForm } from './compose-form.tsx';
import { draftOfRecipe } from './draft-of-recipe.ts';
import type { MixWish } from './read-mix.ts';
import { RemixNote } from './remix-note.tsx';

type Source = NonNullable<RemixSourceQuery['artwork']>;

/** Says so where two recipes have more terms than one may have, or a recipe is hidden. */
export async function MixPage({ wish }: { readonly wish: MixWish }) {
	const t = await getTranslations('Create');
	const [{ packs }, { artwork: first }, { artwork: second }] = await Promise.all([
		serverRequest(PacksDocument, {}),
		serverRequest(RemixSourceDocument, { id: wish.firstId }),
		serverRequest(RemixSourceDocument, { id: wish.secondId }),
	]);
	if (!first?.recipe || !second?.recipe) notFound();
	const recipes = [parseRecipe(first.recipe.json), parseRecipe(second.recipe.json)] as const;
	const shares = [wish.share, 1 - wish.share] as const;
	const title = <h1 className="pt-6 pb-8 text-[clamp(1.75rem,5vw,2.75rem)] sm:pt-10">{t('mixTitle')}</h1>;
	if (packs.length === 0)
		return (
			<>
				{title}
				<p className="max-w-prose">{t('noPack')}</p>
			</>
		);
	if (!canBeMixed(...recipes))
		return (
			<>
				{title}
				<p className="max-w-prose">
					{t.rich('mixTooLong', {
						link: (text) => (
							<Link href={`/artworks/${first.id}/mix`} className="quiet-link">
								{text}
							</Link>
						),
					})}
				</p>
			</>
		);
	const mixed = begun(mixRecipes(...recipes, wish.share), wish, [first, second]);
	return (
		<>
			{title}
			<ComposeForm
				packs={packs}
				initial={draftOfRecipe(mixed, packs, 'newSeed')}
				restore={false}
				remix={{
					id: null,
					seed: mixed.seed,
					mixOf: [first, second].map(({ id }, index) => ({ artworkId: id, share: shares[index] ?? 0 })),
				}}
			>
				<RemixNote artwork={first} share={shares[0]} />
				<RemixNote artwork={second} share={shares[1]} />
			</ComposeForm>
		</>
	);
}

/** The recipe, beginning from the picture that was wished for. */
function begun(recipe: Recipe, { begin }: MixWish, [first, second]: readonly [Source, Source]): Recipe {
	if (begin === 'new') return recipe;
	const { url } = (begin === 'first' ? first : second).image;
	const [, sha256] = /\/([0-9a-f]{64})\./.exec(url) ?? [];
	return sha256 === undefined ? recipe : { ...recipe, initial: { kind: 'image', sha256, fit: 'cover' } };
}
