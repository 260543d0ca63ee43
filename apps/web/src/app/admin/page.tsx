import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AdminBoard } from '../../features/admin/admin-board.tsx';
import { AdminNav } from '../../features/admin/admin-nav.tsx';
import { VersionNote } from '../../features/admin/version-note.tsx';
import { answered } from '../../features/chrome/answered.tsx';
import { AdminPageDocument } from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations('Admin'))('title') };
}

/** For who is no admin there is no such page. */
export default answered(async function AdminPage() {
	const { hosting } = await serverRequest(AdminPageDocument, {});
	if (!hosting) notFound();
	const t = await getTranslations('Admin');
	return (
		<div className="pt-6 sm:pt-10">
			<h1 className="mb-4 text-[clamp(1.75rem,5vw,2.75rem)]">{t('title')}</h1>
			<AdminNav here="overview" />
			<AdminBoard initial={hosting} readAt={new Date().toISOString()} />
			<div className="mt-12">
				<VersionNote version={hosting.version} />
			</div>
		</div>
	);
});
