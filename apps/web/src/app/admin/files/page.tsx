import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AdminPage } from '../../../features/admin/admin-page.tsx';
import { StorageView } from '../../../features/admin/storage-view.tsx';
import { answered } from '../../../features/chrome/answered.tsx';
import { AdminFilesDocument } from '../../../graphql/generated/graphql.ts';
import { serverRequest } from '../../../graphql/server-request.ts';

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations('Admin.files'))('title') };
}

/** For who is no admin there is no such page. */
export default answered(async function AdminFilesPage() {
	const { hosting } = await serverRequest(AdminFilesDocument, {});
	if (!hosting) notFound();
	const t = await getTranslations('Admin.files');
	return (
		<AdminPage title={t('title')} here="files">
			<StorageView storage={hosting.storage} />
		</AdminPage>
	);
});
