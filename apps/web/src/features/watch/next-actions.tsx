'use client';
/** @file What to do after a render, or beside one that runs: another seed, other words, more steps, the file. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { RenderViewFragment } from '../../graphql/generated/graphql.ts';
import { SubmitFailureNote } from '../compose/submit-failure.tsx';
import { useAnotherSeed } from './use-another-seed.ts';

interface NextActionsProps {
	readonly render: RenderViewFragment;
	readonly name: string;
}

/** Nothing for who may neither know the recipe nor save the picture. */
export function NextActions({ render, name }: NextActionsProps) {
	const t = useTranslations('Render.next');
	const { pending, failure, submit } = useAnotherSeed();
	const { artwork, image, recipe } = render;
	// As with forks: what is not published, only its person goes on with.
	const mayGoOn = recipe !== null && (artwork !== null || render.viewerCanCancel || render.viewerCanDelete);
	const file = !render.viewerVeiled ? image : null;
	const lastStep = artwork?.step ?? stepToGoOn(render);
	if (!mayGoOn && !file) return null;
	return (
		<section aria-label={t('label')} className="space-y-3">
			<div className="flex flex-wrap gap-3">
				{mayGoOn && (
					<>
						<button type="button" className="button-quiet" disabled={pending} onClick={() => void submit(render)}>
							{t(pending ? 'asking' : 'anotherSeed')}
						</button>
						<Link
							href={
								artwork
									? `/create?remix=${artwork.id}&keep=sameSeed&focus=prompt`
									: `/create?again=${render.id}&focus=prompt`
							}
							prefetch={false}
							className="button-quiet"
						>
							{t('changeWords')}
						</Link>
						{lastStep !== null && (
							<Link href={`/create?fork=${render.id}&step=${lastStep}`} prefetch={false} className="button-quiet">
								{t('moreSteps')}
							</Link>
						)}
					</>
				)}
				{file && (
					<a
						// Once it is published its file also says the title and whose it is.
						href={artwork ? `/downloads/${artwork.id}.png` : file.url}
						download={artwork ? true : `${name}${/\.\w+$/.exec(file.url)?.[0] ?? ''}`}
						className="button-quiet"
					>
						{t('download')}
					</a>
				)}
			</div>
			{failure && <SubmitFailureNote failure={failure} />}
		</section>
	);
}

/** What runs is gone on with at its end, and what was stopped where it stands. Null for what never began, or failed. */
function stepToGoOn({ state, step, steps }: RenderViewFragment): number | null {
	if (state === 'FAILED') return null;
	if (state === 'CANCELLED') return step > 0 ? step : null;
	return steps;
}
