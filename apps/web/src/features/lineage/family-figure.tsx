/** @file A family of pictures, drawn from the oldest to the newest. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { FamilyPageQuery, LineageKind } from '../../graphql/generated/graphql.ts';
import { Picture } from '../../ui/picture.tsx';
import { Sentence } from '../../ui/sentence.tsx';
import { GroundOnly } from '../levels/ground-only.tsx';
import { creditText } from './credit-text.ts';
import { type FamilyNode, layOutFamily, nodeWidth, pictureHeight } from './family-layout.ts';

type Artwork = NonNullable<FamilyPageQuery['artwork']>;
type Relative = Artwork['family']['members'][number]['artwork'];

interface FigureNode extends FamilyNode {
	readonly title: string;
	/** Null for one that was removed. */
	readonly artwork: Relative | null;
	/** What it was made from, and what was taken from that. */
	readonly sources: readonly {
		readonly title: string;
		readonly kind: LineageKind;
		readonly step: number | null;
		readonly share: number | null;
	}[];
}

/** The lines are for the eyes; each picture also says in words what it was made from. */
export function FamilyFigure({ artwork }: { readonly artwork: Artwork }) {
	const t = useTranslations('Lineage');
	const { width, height, nodes, lines } = layOutFamily(nodesOf(artwork, t('nameless')));
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
		<section tabIndex={0} aria-label={t('figure')} className="overflow-x-auto pb-4">
			<div className="relative mx-auto" style={{ width, height }}>
				<svg aria-hidden="true" className="absolute inset-0" width={width} height={height} fill="none">
					{lines.map(({ from, to, path }) => (
						<path key={`${from} ${to}`} d={path} className="stroke-edge" strokeWidth={1.25} />
					))}
				</svg>
				<ul>
					{nodes.map(({ node, x, y }) => (
						<li key={node.key} className="absolute" style={{ left: x, top: y, width: nodeWidth }}>
							<Node node={node} isOwn={node.key === artwork.id} />
						</li>
					))}
				</ul>
			</div>
		</section>
	);
}

function Node({ node, isOwn }: { readonly node: FigureNode; readonly isOwn: boolean }) {
	const t = useTranslations('Lineage');
	const { artwork, title, sources } = node;
	const words = (
		<>
			<span className="mt-2 line-clamp-2 block font-display leading-snug italic underline-offset-4 group-hover:underline">
				{title}
			</span>
			{sources.map((source) => (
				<span key={source.title} className="sr-only">
					{' '}
					<Sentence text={creditText(t, source)} />
				</span>
			))}
		</>
	);
	if (artwork === null)
		return (
			<div className="group">
				<div
					className="grid place-items-center border border-dashed border-edge px-3 text-center text-sm text-soft"
					style={{ height: pictureHeight }}
				>
					{t('gone')}
				</div>
				{words}
			</div>
		);
	const { width, height } = artwork.image;
	return (
		<Link
			href={`/artworks/${artwork.id}`}
			prefetch={false}
			aria-current={isOwn ? 'page' : undefined}
			className="group block"
		>
			<span
				className={`grid place-items-center bg-mat p-2 ${isOwn ? 'outline-2 outline-dot' : ''}`}
				style={{ height: pictureHeight }}
			>
				{artwork.viewerVeiled ? (
					<GroundOnly image={{ width, height, thumbhash: artwork.image.thumbhash }} />
				) : (
					<Picture
						image={{ ...artwork.thumbnail, width, height, thumbhash: artwork.image.thumbhash }}
						alt=""
						className={height > width ? 'h-full w-auto' : 'h-auto w-full'}
					/>
				)}
			</span>
			{words}
			<span className="line-clamp-1 block text-[0.8125rem] text-soft">
				{artwork.publishedBy.displayName ?? t(artwork.publishedBy.hasLeft ? 'left' : 'guest')}
			</span>
		</Link>
	);
}

/** Members, and one for each credit to something that is gone; `nameless` is what is called that was not public. */
function nodesOf({ family: { members, credits } }: Artwork, nameless: string): readonly FigureNode[] {
	const titles = new Map(members.map(({ artwork }) => [artwork.id, artwork.title]));
	const generations = new Map(members.map(({ artwork, generation }) => [artwork.id, generation]));
	const keyOf = (credit: (typeof credits)[number]): string => credit.parentId ?? `gone ${credits.indexOf(credit)}`;
	const gone = credits.filter(({ parentId }) => parentId === null);
	return [
		...gone.map((credit) => ({
			key: keyOf(credit),
			generation: (generations.get(credit.childId) ?? 0) - 1,
			parents: [],
			title: credit.parentTitle || nameless,
			artwork: null,
			sources: [],
		})),
		...members.map(({ artwork, generation }) => {
			const own = credits.filter(({ childId }) => childId === artwork.id);
			return {
				key: artwork.id,
				generation,
				parents: own.map(keyOf),
				title: artwork.title,
				artwork,
				sources: own.map(({ parentId, parentTitle, parentStep, kind, share }) => ({
					title: (titles.get(parentId ?? '') ?? parentTitle) || nameless,
					kind,
					step: parentStep,
					share,
				})),
			};
		}),
	];
}
