// What row-table.ts uses of a global of Node.js that TypeScript knows with a browser's document only.
declare namespace WebAssembly {
	class Module {
		constructor(bytes: Uint8Array);
	}
	class Memory {
		constructor(pages: { readonly initial: number; readonly maximum: number });
		readonly buffer: ArrayBuffer;
		grow(pages: number): number;
	}
	class Instance {
		constructor(module: Module, imports: Readonly<Record<string, Readonly<Record<string, Memory>>>>);
		readonly exports: Readonly<Record<string, unknown>>;
	}
}
