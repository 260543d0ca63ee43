import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AccountPage } from '../../features/account/account-page.tsx';
import { cameFrom } from '../../features/account/came-from.ts';
import { invitedPlace } from '../../features/account/invitation.ts';
import { LinkRequestForm } from '../../features/account/link-request-form.tsx';
import { nextPlace, shortPlace } from '../../features/account/next-place.ts';
import { OtherWaysIn } from '../../features/account/other-ways-in.tsx';
import { loadSignInMethods } from '../../features/account/sign-in-methods.ts';
import { SignUpForm } from '../../features/account/sign-up-form.tsx';
import { loadViewer } from '../../features/account/viewer.ts';
import { answered } from '../../features/chrome/answered.tsx';
import { SignUpPageDocument } from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';

interface SignUpPageProps {
	readonly searchParams: Promise<{ readonly next?: string | string[]; readonly invitation?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations('Account'))('signUp') };
}

export default answered(async function SignUpPage({ searchParams }: SignUpPageProps) {
	const { next: wanted, invitation: given } = await searchParams;
	const invitation = typeof given === 'string' ? given : null;
	const next = nextPlace(wanted, cameFrom(await headers()) ?? '/settings');
	// Where the API does not answer, the banner says so; the form is there all the same.
	const [viewer, methods, entry] = await Promise.all([
		loadViewer(),
		loadSignInMethods().catch(() => null),
		serverRequest(SignUpPageDocument, { invitation }).catch(() => null),
	]);
	if (viewer && !viewer.isGuest) redirect(next);
	const t = await getTranslations('Account');
	if (entry && !entry.gallery.viewerMaySignUp)
		return (
			<AccountPage title={t('signUp')}>
				<p className="text-soft">
					{t(`closed.${entry.gallery.signUp === 'CLOSED' ? 'CLOSED' : invitation === null ? 'INVITED' : 'EXPIRED'}`)}
				</p>
				<p className="mt-8 flex flex-wrap gap-3">
					<Link href={`/sign-in?next=${encodeURIComponent(next)}`} className="button-main">
						{t('signIn')}
					</Link>
					<Link href="/" className="button-quiet">
						{t('closed.look')}
					</Link>
				</p>
			</AccountPage>
		);
	return (
		<AccountPage title={t('signUp')}>
			{methods?.signUpByPassword === false ? (
				<>
					<p className="mb-6 text-soft">
						{t('signUpByMailText')} {viewer && t('link.keepsWork')}
					</p>
					<LinkRequestForm next={invitation === null ? shortPlace(next, '') || null : invitedPlace(invitation)} />
				</>
			) : (
				<>
					<p className="mb-6 text-soft">
						{t('signUpText')} {viewer && t('keepsWork')}
					</p>
					<SignUpForm next={next} invitation={invitation} />
				</>
			)}
			<OtherWaysIn next={next} />
			<p className="mt-8 border-t border-line pt-4">
				{t.rich('haveAccount', {
					link: (text) => (
						<Link href={`/sign-in?next=${encodeURIComponent(next)}`} className="quiet-link">
							{text}
						</Link>
					),
				})}
			</p>
		</AccountPage>
	);
});
