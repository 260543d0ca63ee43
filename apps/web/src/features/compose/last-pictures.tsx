/** @file What one has made last, beside the form: each is a recipe to begin from. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { LastPicturesQuery } from '../../graphql/generated/graphql.ts';
import { Picture } from '../../ui/picture.tsx';

type Viewer = LastPicturesQuery['viewer'];

/** As many as stand in a row beside the form. */
const maximumShown = 8;

/** A row that scrolls where it is narrow; nothing for who has made nothing yet. */
export function LastPictures({ viewer }: { readonly viewer: Viewer }) {
	const t = useTranslations('Create.last');
	const shown = (viewer?.renders?.edges ?? [])
		.flatMap(({ node }) => {
			const picture = node.viewerVeiled ? null : (node.image ?? node.preview);
			return picture && node.recipe ? [{ ...node, picture, prompt: node.recipe.prompt }] : [];
		})
		.slice(0, maximumShown);
	if (shown.length === 0) return null;
	return (
		<section aria-labelledby="last-pictures">
			<h2 id="last-pictures" className="mb-2 font-medium">
				{t('title')}
			</h2>
			<p className="mb-3 text-sm text-soft">{t('hint')}</p>
			<ul className="flex gap-3 overflow-x-auto pb-2">
				{shown.map(({ id, artwork, picture, prompt }) => (
					<li key={id} className="shrink-0">
						<Link
							// The form takes its recipe when it is opened anew.
							href={artwork ? `/create?remix=${artwork.id}&keep=sameSeed` : `/create?again=${id}`}
							prefetch={false}
							title={artwork?.title ?? prompt}
							className="block bg-mat p-1.5 hover:bg-line"
						>
							<Picture
								image={picture}
								alt={t('alt', { name: artwork?.title ?? prompt })}
								className="size-24 object-cover"
							/>
						</Link>
					</li>
				))}
			</ul>
		</section>
	);
}
