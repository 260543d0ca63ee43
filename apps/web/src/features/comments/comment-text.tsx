/** @file The words of a comment. */
import { linksInText } from './links-in-text.ts';

/** Text as text, its addresses as links that vouch for nothing. */
export function CommentText({ text }: { readonly text: string }) {
	let place = 0;
	return (
		<p dir="auto" className="mt-1 whitespace-pre-line [overflow-wrap:anywhere]">
			{linksInText(text).map((piece) => {
				const key = place;
				place += piece.text.length;
				return piece.href === null ? (
					<span key={key}>{piece.text}</span>
				) : (
					<a key={key} href={piece.href} rel="nofollow ugc noopener noreferrer" className="quiet-link">
						{piece.text}
					</a>
				);
			})}
		</p>
	);
}
