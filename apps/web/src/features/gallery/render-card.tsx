/** @file A render on a wall, whatever its state: its picture so far, its words, and what is to be said of it. */
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { LiveCardFragment } from '../../graphql/generated/graphql.ts';
import { Picture } from '../../ui/picture.tsx';

interface RenderCardProps {
	readonly render: Pick<LiveCardFragment, 'width' | 'height'>;
	readonly picture: { readonly url: string; readonly thumbhash: string | null } | null;
	readonly href: string;
	readonly name: string;
	/** Below the name. */
	readonly children: ReactNode;
}

export function RenderCard({ render: { width, height }, picture, href, name, children }: RenderCardProps) {
	return (
		<article>
			<Link href={href} prefetch={false} className="group block">
				<span className="grid aspect-square place-items-center bg-mat p-[9%]">
					{picture && (
						<Picture
							image={{ ...picture, width, height }}
							alt=""
							className={`shadow-sm ${height > width ? 'h-full w-auto' : 'h-auto w-full'}`}
						/>
					)}
				</span>
				<span className="mt-2.5 line-clamp-2 block font-display text-[1.0625rem] leading-snug italic underline-offset-4 group-hover:underline">
					{name}
				</span>
			</Link>
			<div className="text-[0.8125rem] text-soft tabular-nums">{children}</div>
		</article>
	);
}
