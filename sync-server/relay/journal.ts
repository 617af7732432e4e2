/**
 * The relay's own log: one JSON object a line on the standard error. It names no address, no workspace and no device; a connection is named by
 * its number since the start, which says nothing after the end of the run.
 */
export type Journal = (level: 'info' | 'warn' | 'error', event: string, details?: Record<string, string | number>) => void;

export const journal: Journal = (level, event, details) => {
	process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...details })}\n`);
};

/** Of an error only its kind: a message may quote what it was about. */
export function kindOf(error: unknown): string {
	if (!(error instanceof Error)) return typeof error;
	const { code } = error as { code?: unknown };
	return typeof code === 'string' ? code : error.constructor.name;
}
