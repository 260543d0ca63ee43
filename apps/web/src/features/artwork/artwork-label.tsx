/** @file The label beside a picture: title, words, what can be done with it, and how it was made. */
import { suggestibleTags } from '@galatea/render/tag-words';
import Link from 'next/link';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import type { ArtworkPageQuery } from '../../graphql/generated/graphql.ts';
import { SaveButton } from '../collections/save-button.tsx';
import { ReactionBar } from '../comments/reaction-bar.tsx';
import { TermChips } from '../compose/term-chips.tsx';
import { LevelHint } from '../levels/level-hint.tsx';
import { LevelHintText } from '../levels/level-hint-text.tsx';
import { ReportButton } from '../moderation/report-button.tsx';
import { printSearched } from '../search/search-address.ts';
import { ArtworkSettings } from './artwork-settings.tsx';
import { CopyButton } from './copy-button.tsx';
import { DeleteWork } from './delete-work.tsx';
import { Downloads } from './downloads.tsx';
import { RecipeTable } from './recipe-table.tsx';
import { RemixMenu } from './remix-menu.tsx';
import { SuggestedTags } from './suggested-tags.tsx';
import { TagList, TextWithTags } from './tag-list.tsx';

interface ArtworkLabelProps {
	readonly artwork: NonNullable<ArtworkPageQuery['artwork']>;
	/** Of its page, for others. */
	readonly address: string;
}

/** The right-hand column of the artwork page. */
export function ArtworkLabel({ artwork, address }: ArtworkLabelProps) {
	const t = useTranslations('Artwork');
	const licences = useTranslations('Licence');
	const sharing = useTranslations('Sharing');
	const collections = useTranslations('Collections');
	const format = useFormatter();
	const locale = useLocale();
	const { recipe } = artwork;
	const date = format.dateTime(new Date(artwork.publishedAt), { dateStyle: 'long' });
	return (
		<div className="space-y-9">
			<div>
				<h1 className="text-[clamp(1.75rem,4vw,2.375rem)] italic">
					<TextWithTags text={artwork.title} />
				</h1>
				<p className="mt-2 text-soft">
					<Maker maker={artwork.publishedBy} />, <time dateTime={artwork.publishedAt}>{date}</time>
				</p>
				{!artwork.viewerCanEdit && artwork.licence && (
					<p className="mt-1 text-sm text-soft">{licences(`names.${artwork.licence}`)}</p>
				)}
				{recipe && (
					<div className="mt-5">
						<TermChips terms={recipe.terms} />
					</div>
				)}
				<TagList tags={artwork.tags} />
				<SuggestedTags
					artworkId={artwork.id}
					initial={artwork.suggestedTags}
					names={namesOf(artwork.suggestedTags, locale)}
					mayVote={artwork.viewerCommentPermission !== 'MEMBERS_ONLY'}
				/>
				<p className="mt-3">
					<Link
						href={printSearched({ by: 'artwork', id: artwork.id })}
						prefetch={false}
						className="quiet-link text-soft"
					>
						{t('moreLikeThis')}
					</Link>
				</p>
				<ReactionBar
					subjectId={artwork.id}
					initial={artwork.reactions}
					mayReact={artwork.viewerCommentPermission !== 'MEMBERS_ONLY'}
					label={t('reactions')}
					isMain
				/>
				<div className="mt-3 flex flex-wrap gap-2">
					<CopyButton
						text={address}
						label={t('share')}
						done={t('shared')}
						failed={t('shareFailed')}
						shareTitle={artwork.title}
					/>
					{artwork.viewerCollectPermission === 'ALLOWED' && (
						<SaveButton artworkId={artwork.id} count={artwork.viewerCollectionCount} />
					)}
				</div>
				{artwork.collectionCount > 0 && (
					<p className="mt-3">
						<Link href={`/collections?artwork=${artwork.id}`} prefetch={false} className="quiet-link text-soft">
							{collections('inCollections', { count: artwork.collectionCount })}
						</Link>
					</p>
				)}
				{artwork.hidden && (
					<p role="note" className="mt-3 bg-wash p-3">
						{t('hidden')}
					</p>
				)}
				{artwork.levelHint && !artwork.viewerCanEdit && (
					<p role="note" className="mt-3 bg-wash p-3">
						<LevelHintText hint={artwork.levelHint} own={false} />
					</p>
				)}
				{!artwork.viewerCanEdit && artwork.viewerCommentPermission !== 'MEMBERS_ONLY' && (
					<div className="mt-3">
						<ReportButton subjectId={artwork.id} label={t('report')} />
					</div>
				)}
			</div>
			{artwork.viewerCanEdit && <LevelHint artworkId={artwork.id} hint={artwork.levelHint} />}
			{artwork.viewerCanEdit && (
				<ArtworkSettings
					// A hint that was followed has changed the level beside them.
					key={artwork.levelHint ? 'hinted' : 'plain'}
					id={artwork.id}
					title={artwork.title}
					prompt={artwork.recipeHidden ? null : (recipe?.prompt ?? null)}
					alternativeText={artwork.alternativeText}
					visibility={artwork.visibility}
					hidden={artwork.hidden}
					licence={artwork.licence}
					tags={artwork.tags}
					commentPolicy={artwork.commentPolicy}
					contentLevel={artwork.contentLevel}
					recipeHidden={artwork.recipeHidden}
					remixPolicy={artwork.remixPolicy}
					licenceChoices={artwork.render.licenceChoices}
				/>
			)}
			<RemixMenu artwork={artwork} />
			<section aria-labelledby="recipe-title">
				<h2 id="recipe-title" className="mb-3 text-xl">
					{t('recipe')}
				</h2>
				{artwork.recipeHidden && (
					<p className="mb-3 text-soft">{sharing(artwork.viewerCanEdit ? 'hiddenByYou' : 'hidden')}</p>
				)}
				{recipe && <RecipeTable recipe={recipe} shownStep={artwork.step} />}
				<Downloads artworkId={artwork.id} />
				{recipe && (
					<div className="mt-4">
						<CopyButton
							text={JSON.stringify(recipe.json, null, 2)}
							label={t('copy')}
							done={t('copied')}
							failed={t('copyFailed')}
						/>
					</div>
				)}
				<p className="mt-4 text-sm">
					<Link href={`/renders/${artwork.render.id}`} prefetch={false} className="quiet-link text-soft">
						{t('openRender')}
					</Link>
				</p>
			</section>
			{artwork.viewerCanEdit && <DeleteWork kind="artwork" id={artwork.id} />}
		</div>
	);
}

/** Of tags, in Spanish; English is what they are. */
function namesOf(tags: readonly { readonly tag: string }[], locale: string): Readonly<Record<string, string>> {
	return locale === 'es' ? Object.fromEntries(tags.map(({ tag }) => [tag, suggestibleTags[tag] ?? tag])) : {};
}

interface MakerProps {
	readonly maker: { readonly handle: string | null; readonly displayName: string | null; readonly hasLeft: boolean };
}

/** By whom, with a way to their page where they have one. */
function Maker({ maker }: MakerProps) {
	const t = useTranslations('Artwork');
	const { handle, displayName, hasLeft } = maker;
	return t.rich('by', {
		name: displayName ?? t(hasLeft ? 'left' : 'guest'),
		link: (text) =>
			handle === null ? (
				<bdi>{text}</bdi>
			) : (
				<Link href={`/@${handle}`} prefetch={false} className="quiet-link">
					<bdi>{text}</bdi>
				</Link>
			),
	});
}
