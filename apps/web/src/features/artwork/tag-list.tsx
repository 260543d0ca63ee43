/** @file The tags of a picture, and hashtags in a text, as links to what else has them. */
import { splitHashtags } from '@galatea/render';
import Link from 'next/link';
import { useTranslations } from 'next-intl';

/** Of the page of a tag. */
export function addressOf(tag: string): string {
	return `/tags/${encodeURIComponent(tag)}`;
}

/** Nothing when there is none. */
export function TagList({ tags }: { readonly tags: readonly string[] }) {
	const t = useTranslations('Tags');
	if (tags.length === 0) return null;
	return (
		<ul aria-label={t('label')} className="mt-3 flex flex-wrap gap-x-3">
			{tags.map((tag) => (
				<li key={tag}>
					<Link
						href={addressOf(tag)}
						prefetch={false}
						className="quiet-link inline-flex min-h-6 items-center text-soft"
					>
						#{tag}
					</Link>
				</li>
			))}
		</ul>
	);
}

/** A text of a person, as it was written. */
export function TextWithTags({ text }: { readonly text: string }) {
	let end = 0;
	return splitHashtags(text).map((part) => {
		const start = end;
		end += part.text.length;
		return part.tag === null ? (
			<span key={start}>{part.text}</span>
		) : (
			<Link key={start} href={addressOf(part.tag)} prefetch={false} className="quiet-link">
				{part.text}
			</Link>
		);
	});
}
