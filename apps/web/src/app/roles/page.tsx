import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AccountPage } from '../../features/account/account-page.tsx';
import { RoleForm } from '../../features/account/role-form.tsx';
import { answered } from '../../features/chrome/answered.tsx';
import { StaffDocument } from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations('Roles'))('title') };
}

/** For who is no admin there is no such page. */
export default answered(async function RolesPage() {
	const { staff } = await serverRequest(StaffDocument, {});
	if (!staff) notFound();
	const t = await getTranslations('Roles');
	const roles = await getTranslations('Account.roles');
	return (
		<AccountPage title={t('title')}>
			<ul className="mb-8 divide-y divide-line border-y border-line">
				{staff.map(({ handle, displayName, role }) => (
					<li key={handle} className="flex flex-wrap justify-between gap-3 py-3">
						<Link href={`/@${handle}`} prefetch={false} className="quiet-link min-w-0 break-words">
							<bdi>{displayName}</bdi> (@{handle})
						</Link>
						<span className="text-soft">{roles(role)}</span>
					</li>
				))}
			</ul>
			<RoleForm />
		</AccountPage>
	);
});
