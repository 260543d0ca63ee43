import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import packageFile from '../../../package.json';
import { answered } from '../../features/chrome/answered.tsx';
import { AboutDocument } from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';

/** As the form for a report asks. */
const reasons = ['SPAM', 'HARASSMENT', 'HATE', 'SEXUAL', 'VIOLENCE', 'WRONG_LEVEL', 'COPYRIGHT'] as const;

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations('About'))('title') };
}

/** What this gallery is, what moderators look at, and what may be done with what is here. */
export default answered(async function AboutPage() {
	const { packs, gallery } = await serverRequest(AboutDocument, {});
	const t = await getTranslations('About');
	const moderation = await getTranslations('Moderation');
	const to = (href: string) => (text: ReactNode) => (
		<Link href={href} prefetch={false} className="quiet-link">
			{text}
		</Link>
	);
	return (
		<div className="max-w-prose space-y-4 pt-6 sm:pt-10">
			<h1 className="pb-2 text-[clamp(1.75rem,5vw,2.75rem)]">{t('title')}</h1>
			{gallery.about !== null && (
				<p dir="auto" className="whitespace-pre-line text-lg [overflow-wrap:anywhere]">
					{gallery.about}
				</p>
			)}
			<p>{t('what')}</p>
			<p>{t.rich('how', { guide: to('/guide/README'), create: to('/create') })}</p>
			<h2 id="rules" className="scroll-mt-8 pt-6 text-2xl">
				{t('rules.title')}
			</h2>
			{gallery.rules !== null && (
				<p dir="auto" className="whitespace-pre-line [overflow-wrap:anywhere]">
					{gallery.rules}
				</p>
			)}
			<p>{t('rules.text')}</p>
			<ul className="list-disc pl-5">
				{reasons.map((reason) => (
					<li key={reason}>{moderation(`reasons.${reason}`)}</li>
				))}
			</ul>
			<p>{t.rich('rules.after', { decisions: to('/decisions') })}</p>
			<h2 id="licences" className="scroll-mt-8 pt-6 text-2xl">
				{t('licences.title')}
			</h2>
			<p>{t('licences.pictures')}</p>
			{packs.length > 0 ? (
				<>
					<p>{t('licences.packs')}</p>
					<ul className="list-disc pl-5">
						{packs.map(({ id, title, licence }) => (
							<li key={id}>
								{title}: {licence}
							</li>
						))}
					</ul>
				</>
			) : (
				<p>{t('licences.noPacks')}</p>
			)}
			<p>{t('licences.software', { version: packageFile.version })}</p>
		</div>
	);
});
