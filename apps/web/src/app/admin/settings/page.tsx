import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AdminPage } from '../../../features/admin/admin-page.tsx';
import { Invitations } from '../../../features/admin/invitations.tsx';
import { SettingsForm } from '../../../features/admin/settings-form.tsx';
import { answered } from '../../../features/chrome/answered.tsx';
import { AdminSettingsDocument } from '../../../graphql/generated/graphql.ts';
import { serverRequest } from '../../../graphql/server-request.ts';

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations('Admin.settings'))('title') };
}

/** For who is no admin there is no such page. */
export default answered(async function AdminSettingsPage() {
	const { gallery, hosting } = await serverRequest(AdminSettingsDocument, {});
	if (!hosting) notFound();
	const t = await getTranslations('Admin.settings');
	return (
		<AdminPage title={t('title')} here="settings">
			<div className="grid gap-12 lg:grid-cols-[3fr_2fr]">
				<SettingsForm gallery={gallery} />
				<Invitations invitations={hosting.signUpInvitations} areNeeded={gallery.signUp === 'INVITED'} />
			</div>
		</AdminPage>
	);
});
