'use client';
/** @file Files dropped anywhere on the page. Without this a browser would leave the page and show the file. */
import { useEffect, useRef, useState } from 'react';

/** Calls back with the first file of each drop; says whether files are being dragged over the page. */
export function useFileDrop(onFile: (file: File) => void): boolean {
	const callback = useRef(onFile);
	callback.current = onFile;
	const [dragging, setDragging] = useState(false);
	useEffect(() => {
		const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
		const over = (event: DragEvent): void => {
			if (!hasFiles(event)) return;
			event.preventDefault();
			setDragging(true);
		};
		const leave = (event: DragEvent): void => {
			// Between two elements of the page there is a related one; only outside there is none.
			if (event.relatedTarget === null) setDragging(false);
		};
		const drop = (event: DragEvent): void => {
			if (!hasFiles(event)) return;
			event.preventDefault();
			setDragging(false);
			const file = event.dataTransfer?.files[0];
			if (file) callback.current(file);
		};
		window.addEventListener('dragover', over);
		window.addEventListener('dragleave', leave);
		window.addEventListener('drop', drop);
		return () => {
			window.removeEventListener('dragover', over);
			window.removeEventListener('dragleave', leave);
			window.removeEventListener('drop', drop);
		};
	}, []);
	return dragging;
}
