/** @file What may be made from a picture, kind by kind with what is credited, or why nothing may be. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ArtworkPageQuery } from '../../graphql/generated/graphql.ts';
import { isolate, Sentence } from '../../ui/sentence.tsx';
import { ForkPanels } from '../fork/fork-panel.tsx';

/** Each kind of remix is named for what it keeps, because "remix" alone says nothing. */
const remixKinds = ['newSeed', 'sameSeed', 'prompt', 'mix'] as const;

export function RemixMenu({ artwork }: { readonly artwork: NonNullable<ArtworkPageQuery['artwork']> }) {
	const t = useTranslations('Artwork');
	const sharing = useTranslations('Sharing');
	const { recipe, title, viewerRemixPermission: permission } = artwork;
	if (!recipe || permission !== 'ALLOWED')
		return (
			<section aria-labelledby="remix-title">
				<h2 id="remix-title" className="mb-3 text-xl">
					{t('remix')}
				</h2>
				<p className="text-soft">{sharing(`refused.${permission === 'ALLOWED' ? 'RECIPE_HIDDEN' : permission}`)}</p>
			</section>
		);
	return (
		<section aria-labelledby="remix-title">
			<h2 id="remix-title" className="mb-3 text-xl">
				{t('remix')}
			</h2>
			<ul className="divide-y divide-line border-y border-line">
				{remixKinds.map((kind) => (
					<li key={kind}>
						<Link
							href={kind === 'mix' ? `/artworks/${artwork.id}/mix` : `/create?remix=${artwork.id}&keep=${kind}`}
							data-shortcut={kind === 'newSeed' ? 'remix' : undefined}
							prefetch={false}
							className="group flex items-center justify-between gap-4 py-3"
						>
							<span>
								<span className="block font-medium underline-offset-4 group-hover:underline">
									{t(`kinds.${kind}.name`)}
								</span>
								<span className="block text-sm text-soft">{t(`kinds.${kind}.text`)}</span>
								<span className="block text-sm text-soft">
									<Sentence text={sharing(`credits.${kind}`, { title: isolate(title) })} />
								</span>
							</span>
							<span aria-hidden="true" className="text-soft transition-transform group-hover:translate-x-0.5">
								→
							</span>
						</Link>
					</li>
				))}
			</ul>
			<ForkPanels
				render={artwork.render}
				recipe={recipe}
				shownStep={artwork.step}
				credit={sharing('credits.fork', { title: isolate(title) })}
			/>
		</section>
	);
}
