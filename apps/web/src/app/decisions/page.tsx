import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AccountPage } from '../../features/account/account-page.tsx';
import { answered } from '../../features/chrome/answered.tsx';
import { ActionLine } from '../../features/moderation/action-line.tsx';
import { AppealForm } from '../../features/moderation/appeal-form.tsx';
import { DecisionsDocument } from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations('Moderation'))('decisions') };
}

/** What moderators have decided about who asks, with a way to appeal. */
export default answered(async function DecisionsPage() {
	const { viewer } = await serverRequest(DecisionsDocument, {});
	if (!viewer) redirect('/sign-in?next=/decisions');
	const t = await getTranslations('Moderation');
	return (
		<AccountPage title={t('decisions')}>
			<p className="mb-6 text-soft">{viewer.decisions.length === 0 ? t('noDecisions') : t('decisionsText')}</p>
			{viewer.strikes !== null && viewer.strikes > 0 && (
				<p className="mb-6 text-soft">{t('yourStrikes', { count: viewer.strikes })}</p>
			)}
			<ol className="divide-y divide-line border-y border-line">
				{viewer.decisions.map((action) => (
					<li key={action.id} className="py-5">
						<ActionLine action={action} />
						{action.viewerCanAppeal && <AppealForm actionId={action.id} />}
						{action.appeal && (
							<div className="mt-3 border-l-2 border-line pl-3">
								<p className="text-sm text-soft">{t('yourAppeal')}</p>
								<p dir="auto" className="whitespace-pre-line">
									{action.appeal.words}
								</p>
								<p className="mt-2 font-medium">
									{t(
										action.appeal.granted === null
											? 'appealOpen'
											: action.appeal.granted
												? 'appealGranted'
												: 'appealDenied',
									)}
								</p>
								{action.appeal.answer !== '' && (
									<p dir="auto" className="whitespace-pre-line">
										{action.appeal.answer}
									</p>
								)}
							</div>
						)}
					</li>
				))}
			</ol>
		</AccountPage>
	);
});
