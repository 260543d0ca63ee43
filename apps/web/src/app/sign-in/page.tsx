import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AccountPage } from '../../features/account/account-page.tsx';
import { cameFrom } from '../../features/account/came-from.ts';
import { nextPlace } from '../../features/account/next-place.ts';
import { OAuthProblem } from '../../features/account/oauth-problem.tsx';
import { OtherWaysIn } from '../../features/account/other-ways-in.tsx';
import { SignInForm } from '../../features/account/sign-in-form.tsx';
import { loadViewer } from '../../features/account/viewer.ts';
import { answered } from '../../features/chrome/answered.tsx';

interface SignInPageProps {
	readonly searchParams: Promise<{ readonly next?: string | string[]; readonly problem?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations('Account'))('signIn') };
}

export default answered(async function SignInPage({ searchParams }: SignInPageProps) {
	const { next: wanted, problem } = await searchParams;
	const next = nextPlace(wanted, cameFrom(await headers()) ?? '/');
	const viewer = await loadViewer();
	if (viewer && !viewer.isGuest) redirect(next);
	const t = await getTranslations('Account');
	return (
		<AccountPage title={t('signIn')}>
			<OAuthProblem problem={problem} />
			{viewer && <p className="mb-6 text-soft">{t('keepsWork')}</p>}
			<SignInForm next={next} />
			<OtherWaysIn next={next} />
			<p className="mt-8 border-t border-line pt-4">
				{t.rich('noAccount', {
					link: (text) => (
						<Link href={`/sign-up?next=${encodeURIComponent(next)}`} className="quiet-link">
							{text}
						</Link>
					),
				})}
			</p>
		</AccountPage>
	);
});
