import type { Metadata } from 'next';
import Form from 'next/form';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AdminPage } from '../../../features/admin/admin-page.tsx';
import { MemberLine } from '../../../features/admin/member-line.tsx';
import { memberAddress, memberFilters, readMemberSearch } from '../../../features/admin/member-search.ts';
import { answered } from '../../../features/chrome/answered.tsx';
import { AdminMembersDocument } from '../../../graphql/generated/graphql.ts';
import { serverRequest } from '../../../graphql/server-request.ts';

interface AdminMembersProps {
	readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations('Admin.members'))('title') };
}

/** For who is no admin there is no such page. */
export default answered(async function AdminMembersPage({ searchParams }: AdminMembersProps) {
	const search = readMemberSearch(await searchParams);
	const { words, show, after } = search;
	const { hosting } = await serverRequest(AdminMembersDocument, {
		words,
		after,
		role: show === 'MODERATOR' || show === 'ADMIN' ? show : null,
		suspended: show === 'SUSPENDED',
	});
	if (!hosting) notFound();
	const { edges, pageInfo } = hosting.members;
	const t = await getTranslations('Admin.members');
	return (
		<AdminPage title={t('title')} here="members">
			<Form action="/admin/members" role="search" className="mb-6 flex flex-wrap items-end gap-3">
				<div className="min-w-0 grow sm:max-w-sm">
					<label htmlFor="member-words" className="mb-1.5 block font-medium">
						{t('search')}
					</label>
					<input
						id="member-words"
						name="q"
						type="search"
						defaultValue={words}
						autoComplete="off"
						className="field"
						aria-describedby="member-hint"
					/>
				</div>
				<div>
					<label htmlFor="member-show" className="mb-1.5 block font-medium">
						{t('show')}
					</label>
					<select id="member-show" name="show" defaultValue={show} className="field w-auto">
						{memberFilters.map((each) => (
							<option key={each} value={each}>
								{t(`filters.${each}`)}
							</option>
						))}
					</select>
				</div>
				<button type="submit" className="button-main">
					{t('find')}
				</button>
				<p id="member-hint" className="basis-full text-sm text-soft">
					{t('searchHint')}
				</p>
			</Form>
			{edges.length === 0 ? (
				<p className="text-soft">{t('none')}</p>
			) : (
				<ul className="divide-y divide-line border-y border-line">
					{edges.map(({ node }) => (
						<MemberLine key={node.user.id} member={node} />
					))}
				</ul>
			)}
			{pageInfo.hasNextPage && (
				<Link href={memberAddress({ ...search, after: pageInfo.endCursor })} className="button-quiet mt-6">
					{t('more')}
				</Link>
			)}
		</AdminPage>
	);
});
