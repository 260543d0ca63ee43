/** @file A collection as an archive to keep: its originals, and a page that opens without the gallery. */
import { useLocale, useTranslations } from 'next-intl';

/** The archive has what the page shows to who saves it, in their language; the server names it after the title. */
export function SaveArchive({ collectionId }: { readonly collectionId: string }) {
	const t = useTranslations('TakeElsewhere');
	const address = `/downloads/collections/${collectionId}.zip?language=${useLocale()}`;
	return (
		<p className="mt-4 flex flex-wrap items-center gap-3">
			<a href={address} download rel="nofollow" className="button-quiet" aria-describedby="archive-hint">
				{t('archive')}
			</a>
			<span id="archive-hint" className="text-sm text-soft">
				{t('archiveHint')}
			</span>
		</p>
	);
}
