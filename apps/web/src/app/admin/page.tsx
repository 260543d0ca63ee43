import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AdminBoard } from '../../features/admin/admin-board.tsx';
import { AdminPage } from '../../features/admin/admin-page.tsx';
import { HostActs } from '../../features/admin/host-acts.tsx';
import { VersionNote } from '../../features/admin/version-note.tsx';
import { answered } from '../../features/chrome/answered.tsx';
import { AdminPageDocument } from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations('Admin'))('title') };
}

/** For who is no admin there is no such page. */
export default answered(async function AdminOverview() {
	const { hosting } = await serverRequest(AdminPageDocument, {});
	if (!hosting) notFound();
	const t = await getTranslations('Admin');
	return (
		<AdminPage title={t('title')} here="overview">
			<AdminBoard initial={hosting} readAt={new Date().toISOString()} />
			<div className="mt-12 grid gap-12 lg:grid-cols-2">
				<VersionNote version={hosting.version} />
				<HostActs acts={hosting.acts} />
			</div>
		</AdminPage>
	);
});
