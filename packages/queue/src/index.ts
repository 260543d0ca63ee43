/** `queueUrl`: postgres://… (tables in schema bullmq, made when missing) or redis://… */
export interface Producer extends AsyncDisposable {
	/** Safe to call twice with the same id; works again after the earlier job ended. */
	add(renderId: string): Promise<void>;
	waitingCount(): Promise<number>;
	/** False when the server cannot be reached; never throws. */
	isHealthy(): Promise<boolean>;
	close(): Promise<void>;
}
export interface Consumer extends AsyncDisposable {
	/** No new jobs; waits for the running ones; with `force` does not wait (another worker takes them up in ~15 s). */
	close(options?: { readonly force?: boolean }): Promise<void>;
}
export interface ConsumerOptions {
	readonly concurrency?: number;
	readonly lockMs?: number;
	readonly stalledEveryMs?: number;
	readonly onError?: (error: Error) => void;
}
/** signal: the job's lock was lost (another worker has it) or the consumer is being closed by force. */
export type RenderHandler = (renderId: string, signal: AbortSignal) => Promise<void>;
export declare function openProducer(queueUrl: string): Promise<Producer>;
export declare function openConsumer(
	queueUrl: string,
	handler: RenderHandler,
	options?: ConsumerOptions,
): Promise<Consumer>;
