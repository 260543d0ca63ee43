import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound, redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AccountPage } from '../../../features/account/account-page.tsx';
import { LinkRequestForm } from '../../../features/account/link-request-form.tsx';
import { nextPlace, shortPlace } from '../../../features/account/next-place.ts';
import { loadSignInMethods } from '../../../features/account/sign-in-methods.ts';
import { loadViewer } from '../../../features/account/viewer.ts';
import { answered } from '../../../features/chrome/answered.tsx';

interface LinkRequestPageProps {
	readonly searchParams: Promise<{ readonly next?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations('Account'))('link.title') };
}

/** Where no mail server is set there is no such page. */
export default answered(async function LinkRequestPage({ searchParams }: LinkRequestPageProps) {
	const next = shortPlace(nextPlace((await searchParams).next, ''), '');
	const [viewer, methods] = await Promise.all([loadViewer(), loadSignInMethods()]);
	if (!methods.link) notFound();
	if (viewer && !viewer.isGuest) redirect(next || '/');
	const t = await getTranslations('Account');
	return (
		<AccountPage title={t('link.title')}>
			<p className="mb-6 text-soft">
				{t('link.text')} {viewer && t('link.keepsWork')}
			</p>
			<LinkRequestForm next={next || null} />
			<p className="mt-8 border-t border-line pt-4">
				<Link href={`/sign-in?next=${encodeURIComponent(next || '/')}`} className="quiet-link">
					{t('link.password')}
				</Link>
			</p>
		</AccountPage>
	);
});
