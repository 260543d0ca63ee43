/** A function that runs its body at the first call and returns that result ever after: nodes shared by contributions. */
export function once<T>(body: () => T): () => T {
	let result: { readonly value: T } | null = null;
	return () => {
		result ??= { value: body() };
		return result.value;
	};
}
