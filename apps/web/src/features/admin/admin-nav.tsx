/** @file The ways between the pages of who keeps the gallery. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';

const pages = [
	{ href: '/admin', name: 'overview' },
	{ href: '/admin/members', name: 'members' },
	{ href: '/admin/settings', name: 'settings' },
	{ href: '/admin/files', name: 'files' },
	{ href: '/moderation', name: 'moderation' },
	{ href: '/packs', name: 'packs' },
] as const;

export type AdminPageName = (typeof pages)[number]['name'];

/** `here` is the page on which it stands. */
export function AdminNav({ here }: { readonly here: AdminPageName }) {
	const t = useTranslations('Admin.pages');
	return (
		<nav aria-label={t('label')} className="mb-8 border-b border-line">
			<ul className="-mb-px flex flex-wrap gap-x-5">
				{pages.map(({ href, name }) => (
					<li key={name}>
						<Link
							href={href}
							prefetch={false}
							aria-current={name === here ? 'page' : undefined}
							className="inline-flex min-h-11 items-center border-b-2 border-transparent text-soft hover:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink"
						>
							{t(name)}
						</Link>
					</li>
				))}
			</ul>
		</nav>
	);
}
