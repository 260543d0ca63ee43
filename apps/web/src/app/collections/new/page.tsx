import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { loadViewer } from '../../../features/account/viewer.ts';
import { answered } from '../../../features/chrome/answered.tsx';
import { CollectionForm } from '../../../features/collections/collection-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
	const t = await getTranslations('Collections');
	return { title: t('new') };
}

export default answered(async function NewCollectionPage() {
	const viewer = await loadViewer();
	if (!viewer || viewer.isGuest) redirect('/sign-in?next=/collections/new');
	const t = await getTranslations('Collections');
	return (
		<>
			<h1 className="pt-6 pb-6 text-[clamp(1.75rem,5vw,2.75rem)] sm:pt-10">{t('new')}</h1>
			<CollectionForm />
		</>
	);
});
