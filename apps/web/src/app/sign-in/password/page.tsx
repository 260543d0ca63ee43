import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AccountPage } from '../../../features/account/account-page.tsx';
import { PasswordLinkForm } from '../../../features/account/password-link-form.tsx';
import { answered } from '../../../features/chrome/answered.tsx';
import { PasswordLinkPageDocument } from '../../../graphql/generated/graphql.ts';
import { serverRequest } from '../../../graphql/server-request.ts';

interface PasswordLinkPageProps {
	readonly searchParams: Promise<{ readonly token?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
	const title = (await getTranslations('Account'))('passwordLink.title');
	// The token stands in the address: no page that is linked from here is told it.
	return { title, robots: { index: false }, referrer: 'no-referrer' };
}

/** Opening it uses nothing up; the form does. */
export default answered(async function PasswordLinkPage({ searchParams }: PasswordLinkPageProps) {
	const { token: given } = await searchParams;
	const token = typeof given === 'string' ? given : '';
	const { passwordLink: link, viewer } = await serverRequest(PasswordLinkPageDocument, { token });
	const t = await getTranslations('Account');
	if (!link)
		return (
			<AccountPage title={t('passwordLink.expiredTitle')}>
				<p className="text-soft">{t('passwordLink.expiredText')}</p>
			</AccountPage>
		);
	return (
		<AccountPage title={t('passwordLink.title')}>
			<p className="mb-6 text-soft">
				{t('passwordLink.text', { handle: link.handle })}{' '}
				{viewer && !viewer.isGuest && t('link.signedInNow', { handle: viewer.handle ?? '' })}
			</p>
			<PasswordLinkForm token={token} />
		</AccountPage>
	);
});
