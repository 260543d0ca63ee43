/** @file What the page goes back to, by title and author. */
import { useTranslations } from 'next-intl';

const works = [
	{
		topic: 'clip',
		title: 'Learning Transferable Visual Models From Natural Language Supervision',
		authors: 'Alec Radford, Jong Wook Kim et al.',
		year: '2021',
	},
	{
		topic: 'vqgan',
		title: 'Taming Transformers for High-Resolution Image Synthesis',
		authors: 'Patrick Esser, Robin Rombach, Björn Ommer',
		year: '2021',
	},
	{
		topic: 'codebook',
		title: 'Neural Discrete Representation Learning',
		authors: 'Aäron van den Oord, Oriol Vinyals, Koray Kavukcuoglu',
		year: '2017',
	},
	{
		topic: 'both',
		title: 'VQGAN-CLIP: Open Domain Image Generation and Editing with Natural Language Guidance',
		authors: 'Katherine Crowson, Stella Biderman et al.',
		year: '2022',
	},
	{
		topic: 'scene',
		title: 'Alien Dreams: An Emerging Art Scene',
		authors: 'Charlie Snell',
		year: '2021',
	},
] as const;

export function FurtherReading() {
	const t = useTranslations('HowItWorks.reading');
	return (
		<ul className="space-y-3">
			{works.map(({ topic, title, authors, year }) => (
				<li key={topic}>
					<cite lang="en">{title}</cite>. <span lang="en">{authors}</span>, {year}. {t(`topics.${topic}`)}
				</li>
			))}
		</ul>
	);
}
