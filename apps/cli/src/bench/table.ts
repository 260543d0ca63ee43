/** @file Numbers and tables as Markdown has them. */

/** Rows of a table, its head and its rule first. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
	const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
	return [line(columns), line(columns.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)];
}

/** "2.34 s" */
export function seconds(ms: number): string {
	return `${(ms / 1_000).toFixed(ms < 1_000 ? 3 : 2)} s`;
}

/** "234 ms", "2.3 ms", "0.02 ms" */
export function milliseconds(ms: number): string {
	return `${ms.toFixed(ms < 1 ? 2 : ms < 10 ? 1 : 0)} ms`;
}

/** "92 %" */
export function percent(share: number): string {
	return `${(100 * share).toFixed(0)} %`;
}

/** "0.42" */
export function ratio(value: number): string {
	return value.toFixed(2);
}

/** "2.34 GB"; nothing where it is not known. */
export function gigabytes(bytes: number): string {
	return bytes === 0 ? '' : `${(bytes / 1e9).toFixed(2)} GB`;
}
