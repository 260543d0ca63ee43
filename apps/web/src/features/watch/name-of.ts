/** @file What a render is called until it has a title. */

interface Named {
	readonly recipe: { readonly prompt: string; readonly terms: readonly { readonly text: string }[] } | null;
}

/** Its first words; `nameless` where its recipe is hidden. */
export function nameOf({ recipe }: Named, nameless: string): string {
	return recipe === null ? nameless : (recipe.terms[0]?.text ?? recipe.prompt);
}
