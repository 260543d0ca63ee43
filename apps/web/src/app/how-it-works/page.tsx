import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { answered } from '../../features/chrome/answered.tsx';
import { CaptionFigure } from '../../features/how-it-works/caption-figure.tsx';
import { FurtherReading } from '../../features/how-it-works/further-reading.tsx';
import { LatentFigure } from '../../features/how-it-works/latent-figure.tsx';
import { StepsFigure } from '../../features/how-it-works/steps-figure.tsx';
import { TrainingList } from '../../features/training/training-list.tsx';
import { HowItWorksDocument } from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';

export async function generateMetadata(): Promise<Metadata> {
	const t = await getTranslations('HowItWorks');
	return { title: t('title'), description: t('intro') };
}

/** How a picture comes about: two networks, a latent, a search; with the steps of a real render. */
export default answered(async function HowItWorksPage() {
	const { packs } = await serverRequest(HowItWorksDocument, {});
	const t = await getTranslations('HowItWorks');
	const to = (href: string) => (text: ReactNode) => (
		<Link href={href} prefetch={false} className="quiet-link">
			{text}
		</Link>
	);
	return (
		<div className="max-w-prose space-y-4 pt-6 sm:pt-10">
			<h1 className="pb-2 text-[clamp(1.75rem,5vw,2.75rem)]">{t('title')}</h1>
			<p>{t('intro')}</p>
			<Heading id="networks">{t('networks.title')}</Heading>
			<p>{t('networks.both')}</p>
			<p>{t.rich('networks.generator', { term })}</p>
			<p>{t.rich('networks.perceptor', { term })}</p>
			<p>{t('networks.together')}</p>
			<Heading id="latent">{t('latent.title')}</Heading>
			<p>{t.rich('latent.text', { term })}</p>
			<LatentFigure />
			<Heading id="search">{t('search.title')}</Heading>
			<p>{t('search.intro')}</p>
			<ol className="list-decimal space-y-2 pl-5">
				<li>{t('search.decode')}</li>
				<li>{t.rich('search.cut', { term })}</li>
				<li>{t('search.compare')}</li>
				<li>{t.rich('search.differentiate', { term })}</li>
				<li>{t('search.move')}</li>
			</ol>
			<StepsFigure />
			<p>{t.rich('search.after', { create: to('/create'), guide: to('/guide/README') })}</p>
			<Heading id="captions">{t('captions.title')}</Heading>
			<p>{t('captions.text')}</p>
			<CaptionFigure />
			<p>{t.rich('captions.try', { home: to('/') })}</p>
			<Heading id="limits">{t('limits.title')}</Heading>
			<p>{t('limits.text')}</p>
			<Heading id="data">{t('data.title')}</Heading>
			<p>{t('data.text')}</p>
			{packs.map(({ id, title, training }) => (
				<section key={id} aria-label={title} className="pt-2">
					<h3 lang="en" className="text-xl">
						{title}
					</h3>
					<TrainingList training={training} />
				</section>
			))}
			<Heading id="reading">{t('reading.title')}</Heading>
			<p>{t('reading.text')}</p>
			<FurtherReading />
		</div>
	);
});

/** A word that the page explains. */
function term(text: ReactNode) {
	return <dfn className="font-medium not-italic">{text}</dfn>;
}

function Heading({ id, children }: { readonly id: string; readonly children: ReactNode }) {
	return (
		<h2 id={id} className="scroll-mt-8 pt-6 text-2xl">
			{children}
		</h2>
	);
}
