/** @file What a case is about, as it stands in the gallery. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { SubjectPartsFragment } from '../../graphql/generated/graphql.ts';
import { collectionAddress } from '../collections/collection-address.ts';
import { LevelHintText } from '../levels/level-hint-text.tsx';
import { VeiledPicture } from '../levels/veiled-picture.tsx';

/** With a way to where it stands. Pictures are veiled until the moderator wants to see them. */
export function SubjectView({ subject }: { readonly subject: SubjectPartsFragment | null }) {
	const t = useTranslations('Moderation');
	const levels = useTranslations('Level');
	if (!subject) return <p className="text-soft">{t('gone')}</p>;
	switch (subject.__typename) {
		case 'Artwork':
			return (
				<div className="flex flex-wrap gap-4">
					<div className="w-32 shrink-0">
						<VeiledPicture
							veiled
							level={subject.contentLevel}
							image={subject.thumbnail}
							alt={subject.alternativeText ?? subject.recipe?.prompt ?? subject.title}
							className="h-auto w-full"
						/>
					</div>
					<div className="min-w-0">
						<Way href={`/artworks/${subject.id}`} text={subject.title} />
						{subject.recipe && <p className="text-sm text-soft">{subject.recipe.prompt}</p>}
						<p className="text-sm text-soft">
							<By handle={subject.publishedBy.handle} /> · {levels(`names.${subject.contentLevel}`)}
							{subject.hidden && <> · {t('isHidden')}</>}
						</p>
						{subject.levelHint && (
							<p className="text-sm">
								<LevelHintText hint={subject.levelHint} own={false} />
							</p>
						)}
					</div>
				</div>
			);
		case 'Collection':
			return (
				<div>
					<Way href={collectionAddress(subject)} text={subject.title} />
					<p className="text-sm text-soft">
						<By handle={subject.owner.handle} />
						{subject.hidden && <> · {t('isHidden')}</>}
					</p>
				</div>
			);
		case 'Comment':
			return (
				<div>
					<blockquote dir="auto" className="border-l-2 border-line pl-3 whitespace-pre-line [overflow-wrap:anywhere]">
						{subject.text}
					</blockquote>
					<p className="text-sm text-soft">
						<By handle={subject.author?.handle ?? null} />
						{subject.artwork && (
							<>
								{' · '}
								<Way
									href={`/artworks/${subject.artwork.id}?comment=${subject.id}#${subject.id}`}
									text={subject.artwork.title}
								/>
							</>
						)}
						{subject.collection && (
							<>
								{' · '}
								<Way
									href={`${collectionAddress(subject.collection)}?comment=${subject.id}#${subject.id}`}
									text={subject.collection.title}
								/>
							</>
						)}
						{subject.state === 'HIDDEN' && <> · {t('isHidden')}</>}
					</p>
				</div>
			);
		case 'Render':
			return (
				<div>
					<Way href={`/renders/${subject.id}`} text={subject.recipe?.prompt ?? t('nameless')} />
					<p className="text-sm text-soft">
						<By handle={subject.requestedBy.handle} />
					</p>
				</div>
			);
		case 'User':
			return (
				<div>
					<Way href={`/@${subject.handle}`} text={`${subject.displayName} (@${subject.handle})`} />
					<p className="text-sm whitespace-pre-line text-soft">{subject.bio}</p>
					{subject.suspendedUntil && <p className="text-sm text-soft">{t('isSuspended')}</p>}
				</div>
			);
	}
}

function Way({ href, text }: { readonly href: string; readonly text: string }) {
	return (
		<Link href={href} prefetch={false} className="quiet-link font-medium">
			<bdi>{text}</bdi>
		</Link>
	);
}

function By({ handle }: { readonly handle: string | null }) {
	const t = useTranslations('Moderation');
	return handle === null ? t('byGuest') : <Way href={`/@${handle}`} text={`@${handle}`} />;
}
