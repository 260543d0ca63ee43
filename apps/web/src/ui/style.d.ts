import 'react';

declare module 'react' {
	interface CSSProperties {
		/** Height of a card's picture in fiftieths of its column. */
		'--rows'?: number;
	}
}
