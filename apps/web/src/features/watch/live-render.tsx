'use client';
/** @file The page of a render, before, during and after: its address and its place in the room never change. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { Licence, RenderViewFragment } from '../../graphql/generated/graphql.ts';
import { DeleteWork } from '../artwork/delete-work.tsx';
import { RecipeTable } from '../artwork/recipe-table.tsx';
import { TermChips } from '../compose/term-chips.tsx';
import { ForkPanels } from '../fork/fork-panel.tsx';
import { InsideSection } from '../inside/inside-section.tsx';
import { VeiledPicture } from '../levels/veiled-picture.tsx';
import { announcementOf } from './announcement.ts';
import { ArtistLine } from './artist-line.tsx';
import { AudienceLine } from './audience-line.tsx';
import { CancelButton } from './cancel-button.tsx';
import { CrossFade } from './cross-fade.tsx';
import { Ending } from './ending.tsx';
import { KeepProblemNote } from './keep-button.tsx';
import { isOver } from './live-state.ts';
import { LossCurve } from './loss-curve.tsx';
import { nameOf } from './name-of.ts';
import { NextActions } from './next-actions.tsx';
import { RenderProgress } from './render-progress.tsx';
import { ScrubControls } from './scrub-controls.tsx';
import type { SocketPlace } from './socket-url.ts';
import { useKeepStep } from './use-keep-step.ts';
import { useLiveRender } from './use-live-render.ts';
import { useScrubber } from './use-scrubber.ts';

interface LiveRenderProps {
	/** The render as the server found it. */
	readonly initial: RenderViewFragment;
	readonly socket: SocketPlace;
	/** Of who looks at it, for what they publish; null for none stated. */
	readonly usualLicence: Licence | null;
	/** Whether who looks is a member whom others do not see watching. */
	readonly isUnnamed: boolean;
}

/** Picture on the left, what is known of it on the right; below each other on a narrow screen. */
export function LiveRender({ initial, socket, usualLicence, isUnnamed }: LiveRenderProps) {
	const t = useTranslations('Render');
	const sharing = useTranslations('Sharing');
	const { state, take } = useLiveRender(initial, socket);
	const { render } = state;
	const scrubber = useScrubber(render.id);
	const keep = useTranslations('Render.keep');
	const keeping = useKeepStep(render.id, take);
	const [isKeptWanted, setKeptWanted] = useState(false);
	const [chosenStep, setChosenStep] = useState<number | null>(null);
	const [lifted, setLifted] = useState(false);
	const isCovered = render.viewerVeiled && !lifted;
	const newest = render.image ?? render.preview;
	const { recipe } = render;
	const name = nameOf(render, t('nameless'));
	const plain = recipe?.terms.length === 1 && recipe.terms[0]?.weight === 1 && recipe.terms[0].stop === null;
	useTitle(render, name);
	async function choose(): Promise<void> {
		const kept = await keeping.keep(scrubber.step);
		if (kept === null) return;
		setChosenStep(kept);
		document.getElementById('publish')?.scrollIntoView({ block: 'nearest' });
	}
	return (
		<>
			<div className="grid gap-x-16 gap-y-8 pt-4 lg:grid-cols-[minmax(0,1fr)_22rem] lg:pt-8">
				<Announcer render={render} />
				<div className="self-start bg-mat p-[clamp(1rem,6vw,5rem)] lg:sticky lg:top-8">
					<div
						className="mx-auto shadow-[0_1px_2px_var(--shadow),0_12px_40px_-12px_var(--shadow)]"
						style={{ maxWidth: pictureWidth(render) }}
					>
						{isCovered && newest ? (
							<VeiledPicture
								veiled
								level={render.contentLevel}
								image={{ ...newest, width: render.width, height: render.height }}
								alt={t('pictureAlt', { name })}
								onShow={() => setLifted(true)}
								className="h-auto w-full"
							/>
						) : (
							<CrossFade
								frame={isCovered ? null : (scrubber.frame ?? newest)}
								alt={t('pictureAlt', { name })}
								width={render.width}
								height={render.height}
							/>
						)}
					</div>
					{isOver(render) && render.step > 0 && !isCovered && (
						<div className="mx-auto mt-4" style={{ maxWidth: pictureWidth(render) }}>
							<ScrubControls scrubber={scrubber} />
							{render.viewerCanKeep && scrubber.step !== null && scrubber.step !== (chosenStep ?? render.step) && (
								<div className="mt-3 space-y-2">
									<button
										type="button"
										className="button-quiet"
										disabled={keeping.pending}
										onClick={() => void choose()}
									>
										{keep(keeping.pending ? 'pending' : 'thisStep', { step: scrubber.step })}
									</button>
									<KeepProblemNote keeping={keeping} />
								</div>
							)}
						</div>
					)}
				</div>
				<div className="space-y-8">
					<div>
						<h1 className="font-display text-[clamp(1.75rem,4vw,2.375rem)] italic">{name}</h1>
						<ArtistLine artist={render.requestedBy} />
						{recipe && !plain && (
							<div className="mt-4">
								<TermChips terms={recipe.terms} />
							</div>
						)}
						{render.remixOf && (
							<p className="mt-3 text-soft">
								{t.rich('remixOf', {
									title: render.remixOf.title,
									link: (text) => (
										<Link className="quiet-link italic" href={`/artworks/${render.remixOf?.id}`}>
											<bdi>{text}</bdi>
										</Link>
									),
								})}
							</p>
						)}
					</div>
					<RenderProgress state={state} />
					{!isOver(render) && (
						<AudienceLine audience={state.audience} mayBeNamed={isUnnamed && !render.requestedBy.viewerIsThis} />
					)}
					{render.batch && (
						<p>
							<Link href={`/batches/${render.batch.id}`} prefetch={false} className="quiet-link">
								{t('allSeeds')}
							</Link>
						</p>
					)}
					<NextActions render={render} name={name} />
					<Ending
						render={render}
						name={name}
						usualLicence={usualLicence}
						keeping={keeping}
						isKeptWanted={isKeptWanted}
						chosenStep={chosenStep}
						onChooseLast={() => setChosenStep(null)}
					/>
					{recipe && render.state === 'DONE' && (render.artwork || render.viewerCanDelete) && (
						<ForkPanels render={render} recipe={recipe} />
					)}
					<LossCurve render={render} markedStep={scrubber.step} />
					{render.viewerCanCancel && !isOver(render) && (
						<CancelButton
							renderId={render.id}
							onAnswer={take}
							onKeep={render.step > 0 ? () => setKeptWanted(true) : null}
						/>
					)}
					{render.viewerCanDelete && isOver(render) && <DeleteWork kind="render" id={render.id} />}
					<details className="group border-t border-line">
						<summary className="flex min-h-11 list-none items-center justify-between font-medium [&::-webkit-details-marker]:hidden">
							{t('recipe')}
							<span aria-hidden="true" className="text-xl font-light transition-transform group-open:rotate-45">
								+
							</span>
						</summary>
						<div className="pt-2">
							{recipe ? <RecipeTable recipe={recipe} /> : <p className="text-soft">{sharing('hidden')}</p>}
						</div>
					</details>
				</div>
			</div>
			{!isCovered && <InsideSection render={render} lookedAt={scrubber.step} />}
		</>
	);
}

/** Small pictures are shown up to four times as large, so that there is something to see, but never wall to wall. */
function pictureWidth({ width, height }: { readonly width: number; readonly height: number }): string {
	const scale = Math.min(4, 640 / Math.max(width, height));
	return `min(100%, ${Math.round(width * Math.max(1, scale))}px, ${Math.round((75 * width) / height)}svh)`;
}

/** Speaks at every new state and every tenth of the steps. */
function Announcer({ render }: { readonly render: RenderViewFragment }) {
	const t = useTranslations('Render');
	const { state, percent } = announcementOf(render);
	return (
		<p role="status" className="sr-only">
			{t(`states.${state}`)} {percent !== null && t('percent', { percent })}
		</p>
	);
}

/** A tab in the background shows how far the render is. */
function useTitle(render: RenderViewFragment, name: string): void {
	const percent = Math.floor((render.step / render.steps) * 100);
	const running = render.state === 'RUNNING';
	useEffect(() => {
		document.title = `${running ? `${percent} % · ` : ''}${name} · Galatea`;
	}, [running, percent, name]);
}
