/**
 * The catalogue that a file of messages belongs to. @param path from the root: `/src/lib/time/messages/projects.fr.ts` is `lib/time/projects`
 * in `fr`, `/src/lib/time/messages/fr.ts` is `lib/time`
 */
export function catalogueName(path: string): { name: string; language: string } {
	const match = /^\/src\/(.+)\/messages\/(?:([^/]+)\.)?([a-z]{2})\.ts$/.exec(path);
	if (!match) throw new Error(`${path} is no file of messages.`);
	const [, folder, topic, language] = match;
	return { name: topic === undefined ? folder! : `${folder}/${topic}`, language: language! };
}
