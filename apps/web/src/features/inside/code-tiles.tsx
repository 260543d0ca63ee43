'use client';
/** @file The codes of a step as tiles: the one under the mouse or the keyboard is shown large, with its number. */
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import type { InsidePartsFragment } from '../../graphql/generated/graphql.ts';

interface CodeTilesProps {
	readonly tiles: NonNullable<InsidePartsFragment['tiles']>;
	readonly across: number;
	readonly down: number;
	/** Empty where there are more than are told. */
	readonly codes: readonly number[];
}

const moves: Readonly<Record<string, readonly [number, number]>> = {
	ArrowLeft: [-1, 0],
	ArrowRight: [1, 0],
	ArrowUp: [0, -1],
	ArrowDown: [0, 1],
};

/** The arrow keys go from tile to tile. */
export function CodeTiles({ tiles, across, down, codes }: CodeTilesProps) {
	const t = useTranslations('Inside.codes');
	const [[column, row], setPlace] = useState<readonly [number, number]>([0, 0]);
	const within = (at: number, count: number): number => Math.min(Math.max(at, 0), count - 1);
	function point({ currentTarget, clientX, clientY }: PointerEvent): void {
		const { left, top, width, height } = currentTarget.getBoundingClientRect();
		const at = [(clientX - left) / width, (clientY - top) / height] as const;
		setPlace([within(Math.floor(at[0] * across), across), within(Math.floor(at[1] * down), down)]);
	}
	function press(event: KeyboardEvent): void {
		const move = moves[event.key];
		if (!move) return;
		event.preventDefault();
		setPlace([within(column + move[0], across), within(row + move[1], down)]);
	}
	const code = codes[row * across + column];
	const told =
		code === undefined
			? t('place', { column: column + 1, row: row + 1 })
			: t('code', { column: column + 1, row: row + 1, code });
	return (
		<div>
			<div
				role="slider"
				tabIndex={0}
				aria-label={t('label')}
				aria-valuemin={1}
				aria-valuemax={across * down}
				aria-valuenow={row * across + column + 1}
				aria-valuetext={told}
				className="relative cursor-crosshair"
				onPointerMove={point}
				onPointerDown={point}
				onKeyDown={press}
			>
				<img src={tiles.url} width={tiles.width} height={tiles.height} alt="" className="h-auto w-full" />
				<span
					aria-hidden="true"
					className="pointer-events-none absolute outline-2 outline-dot"
					style={{
						left: `${(100 * column) / across}%`,
						top: `${(100 * row) / down}%`,
						width: `${100 / across}%`,
						height: `${100 / down}%`,
					}}
				/>
			</div>
			<p aria-hidden="true" className="mt-2 flex items-center gap-3 text-sm text-soft tabular-nums">
				<span
					className="size-14 shrink-0 border border-line"
					style={{
						backgroundImage: `url(${tiles.url})`,
						backgroundSize: `${100 * across}% ${100 * down}%`,
						backgroundPosition: `${across > 1 ? (100 * column) / (across - 1) : 0}% ${down > 1 ? (100 * row) / (down - 1) : 0}%`,
					}}
				/>
				{told}
			</p>
		</div>
	);
}
