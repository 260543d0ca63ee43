import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { answered, answeredMetadata } from '../../../features/chrome/answered.tsx';
import { guidePages, readGuidePage } from '../../../features/guide/guide-pages.ts';

interface GuidePageProps {
	readonly params: Promise<{ readonly page: string }>;
}

async function load({ params }: GuidePageProps) {
	const { page } = await params;
	const known = guidePages.find((name) => name === page);
	return known === undefined ? notFound() : { page: known, ...(await readGuidePage(known, await getLocale())) };
}

export const generateMetadata = answeredMetadata(async function generateMetadata(
	properties: GuidePageProps,
): Promise<Metadata> {
	return { title: (await load(properties)).title };
});

export default answered(async function GuidePage(properties: GuidePageProps) {
	const { page, title, html } = await load(properties);
	const t = await getTranslations('Guide');
	return (
		<div className="max-w-3xl pt-6 sm:pt-10">
			{page !== 'README' && (
				<p>
					<Link href="/guide/README" className="quiet-link">
						{t('contents')}
					</Link>
				</p>
			)}
			<h1 className="pt-2 pb-6 text-[clamp(1.75rem,5vw,2.75rem)]">{title}</h1>
			{/* biome-ignore lint/security/noDangerouslySetInnerHtml: made of the repository's own texts when it is read. */}
			<div className="guide" dangerouslySetInnerHTML={{ __html: html }} />
			{page === 'README' && (
				<p className="pt-4">
					{t.rich('howItWorks', {
						link: (text) => (
							<Link href="/how-it-works" prefetch={false} className="quiet-link">
								{text}
							</Link>
						),
					})}
				</p>
			)}
		</div>
	);
});
