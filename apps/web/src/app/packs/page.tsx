import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { answered } from '../../features/chrome/answered.tsx';
import { PackShelf } from '../../features/packs/pack-shelf.tsx';
import { PackCatalogueDocument } from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations('Packs'))('title') };
}

/** For who is no admin there is no such page. */
export default answered(async function PacksPage() {
	const { packCatalogue } = await serverRequest(PackCatalogueDocument, {});
	if (!packCatalogue) notFound();
	const t = await getTranslations('Packs');
	return (
		<div className="max-w-prose pt-6 sm:pt-10">
			<h1 className="mb-3 text-[clamp(1.75rem,5vw,2.75rem)]">{t('title')}</h1>
			<p className="mb-8 text-soft">{t('about')}</p>
			<PackShelf initial={packCatalogue} />
		</div>
	);
});
